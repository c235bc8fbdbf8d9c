import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { setFrozen, writeOptional } from './freezer.ts';
import type { CgroupLayout } from './layout.ts';
import { cgroupProcesses, treeOf } from './processes.ts';

/**
 * Kills every process of a cgroup and below, also a frozen one's. A fork bomb does not outrun it: v2 has `cgroup.kill` for
 * that, elsewhere the cgroup is frozen meanwhile. The processes may take a moment to be gone.
 */
export async function killAll(layout: CgroupLayout, path: string): Promise<void> {
  const mounted = layout.mode === 'v2' ? layout.unified : undefined;
  if (mounted !== undefined && (await writeOptional(join(mounted, path, 'cgroup.kill'), '1'))) return;
  await setFrozen(layout, path, true);
  try {
    await signalAll(layout, path, 'SIGKILL');
  } finally {
    // A container that was paused is frozen by itself, and a frozen process dies of nothing.
    for (const below of await pathsBelow(layout, path)) await setFrozen(layout, below, false);
  }
}

/** A cgroup and all below it, the deepest first, as paths from the hierarchy's root. */
async function pathsBelow(layout: CgroupLayout, path: string): Promise<string[]> {
  const mount = layout.controllers.get('freezer') ?? layout.unified;
  if (mount === undefined) return [path];
  return [...(await treeOf(join(mount, path))).map((folder) => folder.slice(mount.length)), path];
}

/** Sends a signal to every process of a cgroup and below. */
export async function signalAll(
  layout: CgroupLayout,
  path: string,
  signal: NodeJS.Signals | number,
): Promise<void> {
  for (const pid of await cgroupProcesses(layout, path)) {
    try {
      if (pid > 0) process.kill(pid, signal);
    } catch (error) {
      if (errnoOf(error) !== 'ESRCH') throw error;
    }
  }
}
