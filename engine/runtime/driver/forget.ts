import { rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { removeTree } from '../../process/remove-tree.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import { removeLeftover } from '../cgroup/remove.ts';
import type { Dialect, RuntimeRecord } from './dialect.ts';

/**
 * Takes away what a runtime keeps of a stopped container: its cgroups and its folder. It is what the runtime's own `delete`
 * does for a container without hooks, without the start of a program.
 */
export async function forgetStopped(
  layout: CgroupLayout,
  root: string,
  id: string,
  record: RuntimeRecord,
  { recordFile }: Dialect,
): Promise<void> {
  const empty = await Promise.all(
    layout.hierarchies.map((mount) => removeEmpty(join(mount, record.cgroupsPath))),
  );
  if (empty.includes(false)) await removeLeftover(layout, record.cgroupsPath);
  await removeRecord(join(root, id), recordFile);
}

/** Mostly the folder holds nothing else, and two calls do. */
async function removeRecord(folder: string, recordFile: string): Promise<void> {
  try {
    await unlink(join(folder, recordFile));
    await rmdir(folder);
  } catch {
    await removeTree(folder);
  }
}

/** False when the cgroup holds processes or other cgroups. */
async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return true;
    if (code === 'EBUSY' || code === 'ENOTEMPTY') return false;
    throw error;
  }
}
