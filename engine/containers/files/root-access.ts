import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mount, mountsBelow, unmount } from '../../process/mount.ts';
import { readProcessStat } from '../../runtime/process-stat.ts';
import { type Deps, rootfsOf } from '../deps.ts';
import { liveProcess } from '../state.ts';
import { shareLook } from './looks.ts';

/** Mounts for a look at a container without a process begin so. */
const LOOK_PREFIX = 'look-';

/**
 * Calls `use` with a host path at which the container's whole root file system is to be seen: through its first process
 * while it runs (so that its own mounts are there too), else by mounting its layer, and its volumes in it, for a while.
 */
export async function withRoot<T>(deps: Deps, id: string, use: (root: string) => Promise<T>): Promise<T> {
  const access = await openRoot(deps, id);
  try {
    return await use(access.root);
  } finally {
    await access.close();
  }
}

/** A way to a root; whoever opened it closes it. */
export interface RootAccess {
  readonly root: string;
  close(): Promise<void>;
}

/** Like `withRoot`, for streams. */
export async function openRoot(deps: Deps, id: string): Promise<RootAccess> {
  return (await liveRoot(deps, id)) ?? (await shareLook(deps, id, () => liveRoot(deps, id)));
}

/** The root of a container that has a process; undefined when that has ended, though nobody knows it yet. */
async function liveRoot(deps: Deps, id: string): Promise<RootAccess | undefined> {
  const live = liveProcess(deps.store.get(id).stored.state);
  if (live === undefined) return undefined;
  if ((await readProcessStat(live.pid))?.startTime !== live.startTime) return undefined;
  return { root: `/proc/${live.pid}/root`, close: async () => undefined };
}

/** The image and layer of a container alone, without what is mounted in it (/proc, /sys, /dev, tmpfs, volumes). */
export async function openLayerRoot(deps: Deps, id: string): Promise<RootAccess> {
  const live = liveProcess(deps.store.get(id).stored.state);
  if (live !== undefined) return { root: rootfsOf(deps, id), close: async () => undefined };
  return await mountForALook(deps, id);
}

/** Mounts a container's layer for a look, whether it runs or not. */
export async function mountForALook(deps: Deps, id: string): Promise<RootAccess> {
  const target = await mkdtemp(join(deps.execRoot, LOOK_PREFIX));
  try {
    await mount(await deps.layers.mountOf(id, target));
  } catch (error) {
    await rmdir(target);
    throw error;
  }
  return { root: target, close: () => takeOff(target) };
}

/** Never more than an empty mount point is removed: were something still mounted, people's files would go. */
async function takeOff(target: string): Promise<void> {
  for (const path of await mountsBelow(target)) await unmount(path, { lazy: true });
  await rmdir(target);
}

/** Takes off the mounts of looks that a crash interrupted. Only while nobody looks. */
export async function closeLooks(deps: Pick<Deps, 'execRoot'>): Promise<void> {
  for (const name of await readdir(deps.execRoot)) {
    if (name.startsWith(LOOK_PREFIX)) await takeOff(join(deps.execRoot, name));
  }
}
