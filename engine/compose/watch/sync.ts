import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { EngineClient } from '../../client/client.ts';
import { type SmallFile, smallTar } from '../../client/context/small-tar.ts';
import { containersOfService } from '../apply/members.ts';
import type { Rule } from './rules.ts';

/** Brings files that changed into all of a service's running containers, and takes away there what is gone here. */
export async function sync(
  client: EngineClient,
  project: string,
  { service, rule }: Rule,
  paths: readonly string[],
): Promise<void> {
  const target = rule.target ?? '/';
  const files: SmallFile[] = [];
  const gone: string[] = [];
  for (const path of paths) {
    const inside = posix.join(target, path);
    const file = await fileAt(join(rule.path, path));
    if (file === undefined) gone.push(inside);
    else files.push({ ...file, path: inside.replace(/^\/+/, '') });
  }
  for (const id of await containersOfService({ client, name: project }, service.name)) {
    if (!(await client.containers.inspect(id)).State.Running) continue;
    if (files.length > 0) await client.containers.putFiles(id, '/', smallTar(files));
    if (gone.length > 0) await client.exec.run(id, ['rm', '-rf', '--', ...gone], { User: 'root' });
  }
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

/** Undefined when it is gone, or nothing that can be sent. */
async function fileAt(path: string): Promise<Pick<SmallFile, 'content' | 'mode'> | undefined> {
  try {
    const stats = await lstat(path);
    return { content: await readFile(path), mode: stats.mode & 0o7777 };
  } catch {
    return undefined;
  }
}
