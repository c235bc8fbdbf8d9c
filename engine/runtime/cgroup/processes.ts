import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import type { CgroupLayout } from './layout.ts';
import { readOptional } from './read-optional.ts';

/** The pids of all processes in a cgroup and in those below it; empty when it does not exist. */
export async function cgroupProcesses(layout: CgroupLayout, path: string): Promise<number[]> {
  const mount = layout.controllers.get('freezer') ?? layout.unified ?? layout.hierarchies[0];
  if (mount === undefined) return [];
  const lists = await Promise.all(
    (await treeOf(join(mount, path))).map((folder) => readOptional(join(folder, 'cgroup.procs'))),
  );
  return [...new Set(lists.flatMap((text) => text.split('\n').filter(Boolean).map(Number)))];
}

/** A cgroup's folder and all below it, the deepest first; empty when it does not exist. */
export async function treeOf(folder: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => treeOf(join(folder, entry.name)));
  return [...(await Promise.all(below)).flat(), folder];
}
