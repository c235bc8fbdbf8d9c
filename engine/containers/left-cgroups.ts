import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../base/errors.ts';
import { readJson } from '../disk/atomic-write.ts';
import { cgroupOf } from './deps.ts';
import type { ContainerRecord } from './record.ts';

/** The control groups of containers that are not in the instance's own, for `gantryd reset`: those with a `CgroupParent`. */
export async function cgroupsElsewhere(root: string, instance: string): Promise<string[]> {
  const found: string[] = [];
  for (const id of await foldersIn(root)) {
    const record = (await readJson(join(root, id, 'container.json')).catch(() => undefined)) as
      | Partial<ContainerRecord>
      | undefined;
    const hostConfig = record?.hostConfig;
    if (hostConfig?.CgroupParent) found.push(cgroupOf({ instance }, { id, hostConfig }));
  }
  return found;
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
