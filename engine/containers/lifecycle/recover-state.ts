import { stat } from 'node:fs/promises';
import { readTextIfThere } from '../../disk/atomic-write.ts';
import { bundleFiles, readShimPid } from '../../runtime/bundle.ts';
import { readProcessStat } from '../../runtime/process-stat.ts';
import type { RuntimeState } from '../../runtime/runtime.ts';
import { runtimeOf } from '../choose-runtime.ts';
import { bundleOf, type Deps } from '../deps.ts';
import type { ContainerRecord, StoredState } from '../record.ts';
import { CREATED } from '../state.ts';

const NEW: StoredState = { schema: 1, state: CREATED, restartCount: 0, stoppedByHand: false };

/**
 * What can be known of a container whose state is missing or cannot be read: one that the runtime knows as started runs (or did;
 * whoever looks at it finds the end), any other counts as never started.
 */
export async function recoverState(deps: Deps, { id, hostConfig }: ContainerRecord): Promise<StoredState> {
  const now = await stateNow(deps, id, hostConfig.Runtime);
  const conmonPid = await readShimPid(bundleOf(deps, id));
  const file = bundleFiles(bundleOf(deps, id)).pid;
  const pid = Number((await readTextIfThere(file)) ?? 0);
  if (now === undefined || now.status === 'created' || conmonPid === undefined || pid === 0) return NEW;
  const startTime = now.status === 'stopped' ? 0 : ((await readProcessStat(pid))?.startTime ?? 0);
  const startedAt = (await stat(file)).mtime.toISOString();
  const process = { pid, startTime, conmonPid, startedAt };
  return { ...NEW, state: { status: now.status === 'paused' ? 'paused' : 'running', process } };
}

/** Undefined also when its runtime is gone, or keeps a torn record. */
async function stateNow(
  { runtimes }: Deps,
  id: string,
  runtime: string | undefined,
): Promise<RuntimeState | undefined> {
  try {
    return await (await runtimeOf(runtimes, id, runtime)).state(id);
  } catch {
    return undefined;
  }
}
