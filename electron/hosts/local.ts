import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostStatus } from '../desktop-api/types.ts';
import { DesktopError, messageOf } from '../desktop-error.ts';
import { listeners } from '../listeners.ts';
import { probeEngine, untilGone } from './engine-probe.ts';
import { type EngineCommand, type EngineProcess, startEngine } from './engine-process.ts';
import { lostSentence, needsRootSentence, notOursSentence, otherEngineSentence } from './explain.ts';
import type { Host } from './host.ts';
import { initialState, type LocalEvent, reduce, statusOf } from './local-state.ts';
import { lastLines } from './log-tail.ts';

export interface LocalHostOptions extends EngineCommand {
  /** Whether this user may run an engine (for now: is root). */
  readonly mayRunEngine: boolean;
  /** Milliseconds between SIGTERM and SIGKILL when a person stops the engine; 10 s unless told. */
  readonly killAfterMs?: number;
}

const LOG_LINES = 200;
const LOOK_AGAIN_MS = 40;
const START_WITHIN_MS = 60_000;
const KILL_AFTER_MS = 10_000;
const KILL_AT_QUIT_MS = 2_000;

/**
 * The engine on this Linux. Adopts one that already answers on the socket, else starts `gantryd`; starts it again with
 * back-off whenever it is lost. What to do next is decided in `local-state.ts`; this file does it.
 */
export function localHost(options: LocalHostOptions): Host {
  const changes = listeners<HostStatus>();
  const dial = () => connect(options.socket);
  let state = initialState(Date.now());
  let engine: EngineProcess | undefined;
  /** Ends the effects of the present phase; a new one is made at each change of phase. */
  let phaseOver = new AbortController();
  let closed = false;

  const status = () => statusOf(state, options.socket);

  function dispatch(event: LocalEvent): void {
    const before = state;
    if (closed) return;
    state = reduce(before, event, Date.now());
    if (state === before) return;
    if (state.phase.kind !== before.phase.kind) {
      phaseOver.abort();
      phaseOver = new AbortController();
      perform(phaseOver.signal).catch((error: unknown) => lose(messageOf(error)));
    }
    changes.tell(status());
  }

  async function perform(over: AbortSignal): Promise<void> {
    const { phase } = state;
    switch (phase.kind) {
      case 'starting':
        return adoptOrStart(over);
      case 'running':
        if (phase.owned) return undefined; // its exit is watched since it was started
        await untilGone(dial, over);
        return over.aborted ? undefined : lose(lostSentence('adopted'));
      case 'waiting':
        await sleep(phase.nextTryAt - Date.now(), undefined, { signal: over }).catch(() => undefined);
        return over.aborted ? undefined : dispatch({ type: 'retry-due' });
      case 'stopping':
        await end(phase.pid, options.killAfterMs ?? KILL_AFTER_MS);
        return dispatch({ type: 'lost', detail: '', log: [] });
      case 'stopped':
        return undefined;
    }
  }

  async function adoptOrStart(over: AbortSignal): Promise<void> {
    const found = await probeEngine(dial);
    if (over.aborted) return;
    if (found.kind !== 'absent') {
      const detail = found.kind === 'other' ? otherEngineSentence(options.socket) : '';
      return dispatch({
        type: 'answering',
        owned: false,
        detail,
        pid: found.kind === 'gantry' ? found.pid : null,
      });
    }
    if (!options.mayRunEngine)
      return dispatch({ type: 'lost', detail: needsRootSentence(options, found), log: [] });
    const started = await startEngine(options);
    engine = started;
    void started.exited.then(async (exit) => {
      if (engine !== started) return;
      engine = undefined;
      await lose(lostSentence(exit, options.logFile));
    });
    if (closed || over.aborted) return started.kill('SIGTERM');
    dispatch({ type: 'spawned', pid: started.pid });
    await untilAnswering(started, over);
  }

  async function untilAnswering(started: EngineProcess, over: AbortSignal): Promise<void> {
    const deadline = Date.now() + START_WITHIN_MS;
    while (!over.aborted) {
      if ((await probeEngine(dial)).kind !== 'absent')
        return dispatch({ type: 'answering', pid: started.pid, owned: true, detail: '' });
      if (Date.now() > deadline) return started.kill('SIGKILL');
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async function lose(detail: string): Promise<void> {
    const log = await lastLines(options.logFile, LOG_LINES).catch(() => []);
    dispatch({ type: 'lost', detail, log });
  }

  /** Ends the engine that we started, or an adopted one by its pid: SIGTERM, then SIGKILL. */
  async function end(pid: number | null, killAfterMs: number): Promise<void> {
    const own = engine;
    if (own === undefined && pid === null) return;
    const stopped = new AbortController();
    const send = (signal: NodeJS.Signals) => (own === undefined ? signalPid(pid, signal) : own.kill(signal));
    const gone = own === undefined ? untilGone(dial, stopped.signal) : own.exited;
    send('SIGTERM');
    const late = setTimeout(() => send('SIGKILL'), killAfterMs);
    await gone;
    clearTimeout(late);
    stopped.abort();
  }

  function settled(isSettled: (status: HostStatus) => boolean): Promise<HostStatus> {
    if (isSettled(status())) return Promise.resolve(status());
    return new Promise((resolve) => {
      const leave = changes.add((now) => {
        if (!isSettled(now) && !closed) return;
        leave();
        resolve(now);
      });
    });
  }

  return {
    status,
    subscribe: changes.add,
    connect: dial,
    start() {
      dispatch({ type: 'start-asked' });
      return settled((now) => now.state !== 'starting');
    },
    stop() {
      const { phase } = state;
      if (phase.kind === 'running' && phase.pid === null)
        return Promise.reject(new DesktopError(409, notOursSentence(options.socket)));
      dispatch({ type: 'stop-asked' });
      return settled((now) => now.state === 'stopped');
    },
    async close({ stopEngine }) {
      closed = true;
      phaseOver.abort();
      changes.tell(status()); // whoever waits for a state waits no longer
      if (!stopEngine || engine === undefined) engine?.release();
      else await end(engine.pid, KILL_AT_QUIT_MS);
    },
  };
}

function signalPid(pid: number | null, signal: NodeJS.Signals): void {
  if (pid === null) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    throw new DesktopError(
      409,
      `The engine (process ${pid}) cannot be stopped from here: ${messageOf(error)}.`,
    );
  }
}
