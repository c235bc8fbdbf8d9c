import { fault } from '../../base/errors.ts';
import { runtimeOf } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { notRunning } from './stop.ts';
import { isBeingKilled, thaw } from './thaw.ts';

/** Freezes a running container. Throws `conflict`. Run it under the container's lock. */
export async function pauseLocked(deps: Deps, id: string): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const { state } = stored;
  if (state.status === 'paused') throw fault('conflict', `Container ${record.name} is already paused`);
  if (state.status === 'restarting') {
    throw fault('conflict', `Container ${id} is restarting, wait until the container is running`);
  }
  if (state.status !== 'running') throw notRunning(id);
  try {
    await (await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime)).pause(id);
  } catch (error) {
    // The runtime may have failed after it had frozen it.
    await thaw(deps, id);
    throw error;
  }
  if (isBeingKilled(deps.store.get(id).stored)) {
    await thaw(deps, id);
    throw notRunning(id);
  }
  await deps.store.updateState(id, { state: { status: 'paused', process: state.process } });
  tell(deps, record, 'pause');
}

/** Thaws a paused container. Throws `conflict`. Run it under the container's lock. */
export async function unpauseLocked(deps: Deps, id: string): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const { state } = stored;
  if (state.status !== 'paused') throw fault('conflict', `Container ${id} is not paused`);
  await (await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime)).resume(id);
  await deps.store.updateState(id, { state: { status: 'running', process: state.process } });
  tell(deps, record, 'unpause');
}
