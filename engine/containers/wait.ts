import type { ContainerWaitResponse } from '../api/types/container.ts';
import { fault } from '../base/errors.ts';
import { type ContainerState, exitCodeOf, isLive } from './state.ts';
import type { ContainerStore } from './store.ts';

export type WaitCondition = 'not-running' | 'next-exit' | 'removed' | 'at-rest';

/**
 * Waits for a container as `POST /containers/{id}/wait` does. `not-running` answers at once when it neither runs nor waits for its
 * restart policy, else both it and `next-exit` wait for the end of a run, whatever the policy makes of that; `removed` waits
 * for its removal, and (our own) `at-rest` until no policy will start it again either. The code is that of the last run. Rejects
 * with `cancelled` when `signal` aborts.
 */
export function waitFor(
  store: ContainerStore,
  id: string,
  condition: WaitCondition,
  signal: AbortSignal,
): Promise<ContainerWaitResponse> {
  const now = store.get(id).stored.state;
  if ((condition === 'not-running' || condition === 'at-rest') && isOver(now))
    return Promise.resolve(answer(now));
  return new Promise((resolve, reject) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      done();
      reject(fault('cancelled', 'the client stopped waiting'));
    };
    const stop = store.onState((changed, before, after) => {
      if (changed !== id || !meets(condition, before, after)) return;
      done();
      resolve(answer(after ?? before));
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function meets(condition: WaitCondition, before: ContainerState, after: ContainerState | undefined): boolean {
  switch (condition) {
    case 'removed':
      return after === undefined;
    case 'at-rest':
      return after === undefined || isOver(after);
    case 'not-running':
    case 'next-exit':
      if (after === undefined) return true;
      return (isLive(before) && !isLive(after)) || (!isOver(before) && isOver(after));
  }
}

function isOver(state: ContainerState): boolean {
  return !isLive(state) && state.status !== 'restarting';
}

function answer(state: ContainerState): ContainerWaitResponse {
  const message = 'error' in state ? state.error : '';
  return { StatusCode: exitCodeOf(state), ...(message === '' ? {} : { Error: { Message: message } }) };
}
