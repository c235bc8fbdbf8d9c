import type { EndRequest } from '../../api/types/runs.ts';
import { errnoOf, fault, isKind } from '../../base/errors.ts';
import { isAlive } from '../../runtime/process-stat.ts';
import { runtimeOf } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { parseSignal } from '../signals.ts';
import { type ContainerState, isLive, liveProcess } from '../state.ts';
import { waitFor } from '../wait.ts';
import { isStopByHand } from './restart-policy.ts';
import { thaw } from './thaw.ts';

const KILL = 9;
const DEFAULT_STOP_SECONDS = 10;
/** How long the kernel may take to end a killed process before we say that it hangs. */
const KILL_PATIENCE_MS = 10_000;

/** Who wants a run to end, and how they put it. */
export interface Asker {
  readonly operation: EndRequest['operation'];
  /** The client's `User-Agent`. */
  readonly client: string;
}

/**
 * Sends a signal to a running container's first process. A paused one is thawed when the signal is to end it, since a frozen
 * process dies of nothing; of one that waits for its restart policy nothing is left but the wish that it stay ended. Throws
 * `conflict` in Docker's words when it does not run.
 */
export async function killContainer(
  deps: Deps,
  id: string,
  signal: string | undefined,
  asker: Asker,
): Promise<void> {
  const number = parseSignal(signal === undefined || signal === '' ? 'KILL' : signal);
  const { record, stored } = deps.store.get(id);
  const { StopSignal: own } = record.config;
  const isStop = isStopByHand(number, own ? parseSignal(own) : undefined);
  if (stored.state.status === 'restarting' && isStop && (await forbidRestart(deps, id))) return;
  if (!isLive(deps.store.get(id).stored.state)) throw notRunning(record.id);
  const request = requestOf(deps, asker, number);
  await deps.store.updateState(id, { request, ...(isStop ? { stoppedByHand: true } : {}) });
  await deliver(deps, id, number, isStop);
  tell(deps, record, 'kill', { signal: String(number) });
}

/**
 * Asks a container to end, and kills it after a grace period in seconds (negative: never). Answers when it has ended.
 * Throws `not-modified` when it does not run.
 */
export async function stopContainer(
  deps: Deps,
  id: string,
  options: { readonly timeout?: number; readonly signal?: string },
  asker: Asker,
): Promise<void> {
  const { record, stored } = deps.store.get(id);
  if (stored.state.status === 'restarting' && (await forbidRestart(deps, id))) {
    tell(deps, record, 'stop');
    return;
  }
  if (!isLive(deps.store.get(id).stored.state))
    throw fault('not-modified', `Container ${record.name} is not running`);
  const signal = parseSignal(options.signal || record.config.StopSignal || 'TERM');
  const seconds = options.timeout ?? record.config.StopTimeout ?? DEFAULT_STOP_SECONDS;
  const request = requestOf(deps, asker, signal);
  await deps.store.updateState(id, { stoppedByHand: true, request });
  const ended = waitUntilEnded(deps, id, seconds < 0 ? undefined : seconds * 1000);
  await deliverOrGone(deps, id, signal);
  tell(deps, record, 'kill', { signal: String(signal) });
  if (!(await ended)) {
    await deps.store.updateState(id, { request: { ...request, killedAfter: seconds } });
    const killed = waitUntilEnded(deps, id, KILL_PATIENCE_MS);
    await deliverOrGone(deps, id, KILL);
    tell(deps, record, 'kill', { signal: String(KILL) });
    if (!(await killed)) {
      throw fault(
        'system',
        `container ${record.name} did not end within 10 seconds of being killed; a process of it may hang in the kernel`,
      );
    }
  }
  // What its run held (published ports, addresses) is given back under the lock; whoever stops it wants to have that.
  await deps.store.lock(id, async () => undefined);
  tell(deps, record, 'stop');
}

/**
 * Keeps the restart policy from starting a container again: one that waits for its next run has ended with that. Answers
 * whether it is at rest now; otherwise a run is under way, and its end will be the last.
 */
export async function forbidRestart(deps: Deps, id: string): Promise<boolean> {
  // Under the lock, since the policy may be starting it at this moment.
  return await deps.store.lock(id, async () => {
    const { state } = deps.store.get(id).stored;
    const waits = state.status === 'restarting';
    await deps.store.updateState(id, {
      stoppedByHand: true,
      ...(waits ? { state: { status: 'exited', last: state.last, error: '' } as const } : {}),
    });
    return !isLive(deps.store.get(id).stored.state);
  });
}

/** Docker's words for an operation that needs a running container. */
export function notRunning(id: string): Error {
  return fault('conflict', `container ${id} is not running`);
}

function requestOf(deps: Deps, asker: Asker, signal: number): EndRequest {
  return { ...asker, signal, at: new Date(deps.clock.now()).toISOString() };
}

async function deliver(deps: Deps, id: string, signal: number, thaws: boolean): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const runtime = await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime);
  try {
    await runtime.kill(id, signal);
  } catch (error) {
    if (!isKind(error, 'not-found')) throw error;
    await signalUnknown(id, stored.state, signal, error);
  }
  if (thaws && (await runtime.state(id))?.status === 'paused') await thaw(deps, id);
}

/** The runtime's own records may have been wiped under a running container: its process is there all the same. */
async function signalUnknown(
  id: string,
  state: ContainerState,
  signal: number,
  cause: unknown,
): Promise<void> {
  const live = liveProcess(state);
  if (live === undefined || !(await isAlive(live.pid, live.startTime))) throw cause;
  try {
    process.kill(live.pid, signal);
  } catch (error) {
    throw errnoOf(error) === 'ESRCH' ? notRunning(id) : error;
  }
}

/** The process may end between our look and the signal: that is what was wanted. */
async function deliverOrGone(deps: Deps, id: string, signal: number): Promise<void> {
  try {
    await deliver(deps, id, signal, true);
  } catch (error) {
    if (!isKind(error, 'conflict') && !isKind(error, 'not-found')) throw error;
  }
}

/** True when the run ended within `ms` (undefined: waits for ever). */
async function waitUntilEnded(deps: Deps, id: string, ms: number | undefined): Promise<boolean> {
  const limit = new AbortController();
  const timer = ms === undefined ? undefined : setTimeout(() => limit.abort(), Math.min(ms, 2 ** 31 - 1));
  try {
    await waitFor(deps.store, id, 'at-rest', limit.signal);
    return true;
  } catch (error) {
    if (isKind(error, 'cancelled')) return false;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
