import { readProcessStat } from '../../runtime/process-stat.ts';
import { type Deps, rootfsOf } from '../deps.ts';
import { liveProcess } from '../state.ts';
import { mountForALook, type RootAccess } from './layer-look.ts';
import { shareLook } from './looks.ts';

/**
 * A host path at which a container's whole root file system is to be seen: through its first process while it runs (so that its
 * own mounts are there too), else by mounting its layer, and its volumes in it, for a while.
 */
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
