import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { mount, mountsBelow, unmount } from '../../process/mount.ts';
import type { Deps } from '../deps.ts';

/** Where containers are mounted while somebody looks into them who have no process. */
function looksIn(deps: Pick<Deps, 'execRoot'>): string {
  return join(deps.execRoot, 'looks');
}

/** A way to a root; whoever opened it closes it. */
export interface RootAccess {
  readonly root: string;
  close(): Promise<void>;
}

/** Mounts a container's layer for a look, whether it runs or not. */
export async function mountForALook(deps: Deps, id: string): Promise<RootAccess> {
  await makeFolder(looksIn(deps), 0o700);
  const target = await mkdtemp(`${looksIn(deps)}/`);
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
  try {
    await rmdir(target);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error; // somebody else took it off, at the engine's end
  }
}

/** Takes off the mounts of all looks: those that a crash interrupted, or that go on when the engine ends. */
export async function closeLooks(deps: Pick<Deps, 'execRoot'>): Promise<void> {
  await makeFolder(looksIn(deps), 0o700);
  for (const name of await readdir(looksIn(deps))) await takeOff(join(looksIn(deps), name));
}
