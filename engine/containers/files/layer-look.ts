import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mount, mountsBelow, unmount } from '../../process/mount.ts';
import type { Deps } from '../deps.ts';

/** Mounts for a look at a container without a process begin so. */
const LOOK_PREFIX = 'look-';

/** A way to a root; whoever opened it closes it. */
export interface RootAccess {
  readonly root: string;
  close(): Promise<void>;
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
