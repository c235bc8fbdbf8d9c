import { lstat, rmdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, fault, messageOf } from '../base/errors.ts';
import { mountsBelow, unmount } from '../process/mount.ts';
import { removeTree } from '../process/remove-tree.ts';
import { detectCgroups } from '../runtime/cgroup/layout.ts';
import { cgroupProcesses } from '../runtime/cgroup/processes.ts';
import { removeLeftover } from '../runtime/cgroup/remove.ts';
import type { Roots } from './flags.ts';
import { pathsOf } from './paths.ts';

/** One thing that a reset takes away. */
export interface Removal {
  /** As a person reads it. */
  readonly what: string;
  readonly remove: () => Promise<void>;
}

/**
 * Everything that an instance has on this machine, in the order in which it can be taken away: processes with their
 * control groups (also those of containers that wanted theirs elsewhere: `cgroups`), `leftovers` in the kernel, mounts, files. Only what the instance made is listed; other files in the
 * roots stay. Call it with the roots locked.
 */
export async function planReset(
  roots: Roots,
  instance: string,
  leftovers: readonly Removal[],
  cgroups: readonly string[],
): Promise<Removal[]> {
  const paths = pathsOf(roots);
  const folders: Removal[] = [];
  for (const path of [...Object.values(paths).filter((path) => path !== paths.instance), paths.instance]) {
    if (await exists(path)) folders.push({ what: path, remove: () => removeTree(path) });
  }
  const processes = await Promise.all([`/gantry-${instance}`, ...cgroups].map(planProcesses));
  return [...processes, ...leftovers, ...(await planMounts(roots)), ...folders];
}

/** What a killed engine had just begun is seen within so many looks, this far apart. */
const LATE_LOOKS = 5;
const LATE_LOOK_MS = 150;

/**
 * Takes everything in `plan` away, then what `late` still finds (a program that the engine had started may outlive it by a
 * moment), and the roots themselves when nothing else is in them.
 */
export async function performReset(
  roots: Roots,
  plan: readonly Removal[],
  late: () => Promise<readonly Removal[]>,
): Promise<void> {
  await removeAll(plan);
  for (let look = 0; look < LATE_LOOKS; look += 1) {
    await sleep(LATE_LOOK_MS);
    const found = await late();
    if (found.length === 0) break;
    await removeAll(found);
  }
  for (const root of [roots.execRoot, roots.dataRoot]) await rmdir(root).catch(() => undefined);
}

async function removeAll(removals: readonly Removal[]): Promise<void> {
  for (const { what, remove } of removals) {
    try {
      await remove();
    } catch (cause) {
      throw fault('system', `cannot remove ${what}: ${messageOf(cause)}`, cause);
    }
  }
}

async function planProcesses(cgroup: string): Promise<Removal> {
  const layout = await detectCgroups();
  const processes = await cgroupProcesses(layout, cgroup);
  return {
    what: `the control group ${cgroup} with ${processes.length} running processes`,
    remove: () => removeLeftover(layout, cgroup),
  };
}

async function planMounts({ dataRoot, execRoot }: Roots): Promise<Removal[]> {
  const mounts = [...(await mountsBelow(execRoot)), ...(await mountsBelow(dataRoot))];
  return mounts
    .filter((path) => path !== dataRoot && path !== execRoot)
    .map((path) => ({ what: `the mount ${path}`, remove: () => unmount(path) }));
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
