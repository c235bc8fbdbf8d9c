import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostStatus } from '../desktop-api/types.ts';
import { DesktopError, messageOf } from '../desktop-error.ts';
import { listeners } from '../listeners.ts';
import { holderOfUnixSocket } from '../socket-holder.ts';
import { probeEngine, untilGone } from './engine-probe.ts';
import { type EngineCommand, type EngineProcess, type Exit, startEngine } from './engine-process.ts';
import {
  adoptedLostSentence,
  lostSentence,
  needsRootSentence,
  notOursSentence,
  otherEngineSentence,
} from './explain.ts';
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
  let launching: Promise<EngineProcess> | undefined;
  /** Ends the effects of the present phase; a new one is made at each change of phase. */
  let phaseOver = new AbortController();
  const closing = new AbortController();

  const status = () => statusOf(state, options.socket);

  function dispatch(event: LocalEvent): void {
    const before = state;
    if (closing.signal.aborted) return;
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
        return untilLost(over);
      case 'waiting':
        await sleep(phase.nextTryAt - Date.now(), undefined, { signal: over }).catch(() => undefined);
        return over.aborted ? undefined : dispatch({ type: 'retry-due' });
      case 'stopping':
        await end(phase.pid, options.killAfterMs ?? KILL_AFTER_MS);
        engine = undefined;
        return dispatch({ type: 'lost', detail: '', log: [] });
      case 'stopped':
        return undefined;
    }
  }

  async function adoptOrStart(over: AbortSignal): Promise<void> {
    const found = await probeEngine(dial);
    if (over.aborted) return;
    if (found.kind !== 'absent') return adopt(found.kind, over);
    if (!options.mayRunEngine)
      return dispatch({ type: 'lost', detail: needsRootSentence(options, found), log: [] });
    launching = startEngine(options);
    const started = await launching;
    if (over.aborted) return started.kill('SIGTERM');
    engine = started;
    dispatch({ type: 'spawned', pid: started.pid });
    await untilAnswering(started, over);
  }

  async function adopt(kind: 'gantry' | 'other', over: AbortSignal): Promise<void> {
    // Only of Gantry's own engine do we learn the process, since only that one is ours to stop.
    const pid = kind === 'gantry' ? ((await holderOfUnixSocket(options.socket))?.pid ?? null) : null;
    engine = undefined;
    const detail = kind === 'other' ? otherEngineSentence(options.socket) : '';
    if (!over.aborted) dispatch({ type: 'answering', owned: false, detail, pid });
  }

  async function untilAnswering(started: EngineProcess, over: AbortSignal): Promise<void> {
    let exit: Exit | undefined;
    void started.exited.then((how) => {
      exit = how;
    });
    const deadline = Date.now() + START_WITHIN_MS;
    while (!over.aborted) {
      const found = await probeEngine(dial);
      // Another desktop may have started one at the same moment; ours then ends, and the other is taken.
      if (exit !== undefined)
        return found.kind === 'absent' ? lose(lostSentence(exit, options.logFile)) : adopt(found.kind, over);
      if (found.kind !== 'absent' && (await isListening(started.pid)))
        return dispatch({ type: 'answering', pid: started.pid, owned: true, detail: '' });
      if (Date.now() > deadline) started.kill('SIGKILL');
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async function isListening(pid: number): Promise<boolean> {
    const holder = await holderOfUnixSocket(options.socket);
    return holder === undefined || holder.pid === pid;
  }

  /** Watches the running engine: ours by its exit, an adopted one by its socket. */
  async function untilLost(over: AbortSignal): Promise<void> {
    const exit = engine === undefined ? await untilGone(dial, over) : await engine.exited;
    if (!over.aborted)
      await lose(exit === undefined ? adoptedLostSentence : lostSentence(exit, options.logFile));
  }

  async function lose(detail: string): Promise<void> {
    engine = undefined;
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
      const done = () => {
        leave();
        closing.signal.removeEventListener('abort', done);
        resolve(status());
      };
      const leave = changes.add((now) => {
        if (isSettled(now)) done();
      });
      closing.signal.addEventListener('abort', done);
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
      if (phase.kind === 'running' && !phase.owned && !maySignal(phase.pid))
        return Promise.reject(new DesktopError(409, notOursSentence(options.socket)));
      dispatch({ type: 'stop-asked' });
      return settled((now) => now.state === 'stopped');
    },
    async close({ stopEngine }) {
      closing.abort();
      phaseOver.abort();
      await launching?.catch(() => undefined); // one that was just being started ends itself now
      if (!stopEngine || engine === undefined) engine?.release();
      else await end(engine.pid, KILL_AT_QUIT_MS);
    },
  };
}

function maySignal(pid: number | null): boolean {
  return pid !== null && signalPid(pid, 0);
}

function signalPid(pid: number | null, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== null && process.kill(pid, signal);
  } catch {
    return false; // it has ended already, or belongs to another user
  }
}
