import { isKind, messageOf } from '../../base/errors.ts';
import { runtimeOf } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import type { StoredState } from '../record.ts';

const KILL = 9;

/** True once a client asked for the kill of the present run: what is frozen after that would never die of it. */
export function isBeingKilled({ request }: StoredState): boolean {
  return request?.signal === KILL || request?.killedAfter !== undefined;
}

/** Thaws a container whatever its record says; fine when it is not frozen, or gone. */
export async function thaw(deps: Deps, id: string): Promise<void> {
  const entry = deps.store.peek(id);
  if (entry === undefined) return;
  try {
    await (await runtimeOf(deps.runtimes, id, entry.record.hostConfig.Runtime)).resume(id);
  } catch (error) {
    if (!isKind(error, 'conflict') && !isKind(error, 'not-found')) throw error;
  }
  const state = deps.store.peek(id)?.stored.state;
  if (state?.status === 'paused')
    await deps.store.updateState(id, { state: { status: 'running', process: state.process } });
}

/**
 * Brings what the record says of a live container's being paused together with the kernel, after a crash in the middle of a
 * pause or of a commit. Nobody was told that it is frozen when the record does not say so, so it is thawed. A container whose
 * runtime is gone or does not answer is left as it is: the others must not wait for it.
 */
export async function settleFrozen(deps: Deps, id: string): Promise<void> {
  const { record, stored } = deps.store.get(id);
  try {
    const now = await (await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime)).state(id);
    if (now !== undefined && (now.status === 'paused') !== (stored.state.status === 'paused'))
      await thaw(deps, id);
  } catch (error) {
    deps.logger.warn('whether a container is paused cannot be told', {
      container: id,
      error: messageOf(error),
    });
  }
}
