import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import { type SmallFile, smallTar } from '../../client/context/small-tar.ts';
import { containersOfService } from '../apply/members.ts';
import type { WatchRule } from '../model/service.ts';
import type { Rule } from './rules.ts';

/** What changed files mean for a container. */
export interface Changes {
  readonly files: readonly SmallFile[];
  /** Absolute, in the container. */
  readonly gone: readonly string[];
  /** Why files could not be read; these are left as they are. */
  readonly unreadable: readonly string[];
}

/**
 * Brings files that changed into all of a service's running containers, and takes away there what is gone here. Throws
 * `system` at the end for what could not be read or removed.
 */
export async function sync(
  client: EngineClient,
  project: string,
  { service, rule }: Rule,
  paths: readonly string[],
): Promise<void> {
  const { files, gone, unreadable } = await changesOf(rule, paths);
  const troubles = [...unreadable];
  for (const id of await containersOfService({ client, name: project }, service.name)) {
    if (!(await client.containers.inspect(id)).State.Running) continue;
    // What was a folder may be a file now.
    if (gone.length > 0) {
      const { exitCode, stderr } = await client.exec.run(id, ['rm', '-rf', '--', ...gone], { User: 'root' });
      if (exitCode !== 0) troubles.push(stderr.trim() || `rm ended with ${exitCode}`);
    }
    if (files.length > 0) await client.containers.putFiles(id, '/', smallTar(files));
  }
  if (troubles.length > 0) throw fault('system', troubles.join('; '));
}

/** Looks at files that changed. What is no file, such as a socket, is left out. */
export async function changesOf(rule: WatchRule, paths: readonly string[]): Promise<Changes> {
  const files: SmallFile[] = [];
  const gone: string[] = [];
  const unreadable: string[] = [];
  for (const path of paths) {
    const inside = posix.join(rule.target ?? '/', path);
    try {
      const file = await fileAt(join(rule.path, path));
      if (file !== undefined) files.push({ ...file, path: inside.replace(/^\/+/, '') });
    } catch (error) {
      const isGone = errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';
      if (!isGone) unreadable.push(messageOf(error));
      else if (inside !== '/') gone.push(inside);
    }
  }
  return { files, gone, unreadable };
}

/** Every file below a rule's path, for the first time. */
export async function filesBelow(
  { rule, isIgnored, isMeant }: Rule,
  folder = '',
): Promise<readonly string[]> {
  const stats = await lstat(join(rule.path, folder));
  if (!stats.isDirectory()) return [folder];
  const found: string[] = [];
  for (const entry of await readdir(join(rule.path, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (isIgnored(path)) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow({ rule, isIgnored, isMeant } as Rule, path)));
    else if (isMeant(path)) found.push(path);
  }
  return found;
}

/** Undefined for what is no file, nor leads to one. */
async function fileAt(path: string): Promise<Pick<SmallFile, 'content' | 'mode'> | undefined> {
  const isLink = (await lstat(path)).isSymbolicLink();
  const stats = await stat(path).catch((error: unknown) => {
    if (isLink && errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (stats?.isFile() !== true) return undefined;
  return { content: await readFile(path), mode: stats.mode & 0o7777 };
}
