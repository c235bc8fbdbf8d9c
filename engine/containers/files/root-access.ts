import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mount, unmount } from '../../process/mount.ts';
import { type Deps, rootfsOf } from '../deps.ts';
import { liveProcess } from '../state.ts';

/** Mounts for a look at a container without a process begin so. */
const LOOK_PREFIX = 'look-';

/**
 * Calls `use` with a host path at which the container's whole root file system is to be seen: through its first process
 * while it runs (so that its own mounts are there too), else by mounting its layer for as long as `use` takes.
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
  const live = liveProcess(deps.store.get(id).stored.state);
  if (live !== undefined) return { root: `/proc/${live.pid}/root`, close: async () => undefined };
  return await mountForALook(deps, id);
}

/** The image and layer of a container alone, without what is mounted in it (/proc, /sys, /dev, tmpfs). */
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
    await rm(target, { recursive: true, force: true });
    throw error;
  }
  return {
    root: target,
    close: async () => {
      await unmount(target, { lazy: true });
      await rm(target, { recursive: true, force: true });
    },
  };
}

/** Takes off the mounts of looks that a crash interrupted. Only while nobody looks. */
export async function closeLooks(deps: Pick<Deps, 'execRoot'>): Promise<void> {
  for (const name of await readdir(deps.execRoot)) {
    if (!name.startsWith(LOOK_PREFIX)) continue;
    await unmount(join(deps.execRoot, name), { lazy: true });
    await rm(join(deps.execRoot, name), { recursive: true, force: true });
  }
}
