import type { HostStatus } from '../desktop-api/types.ts';

/** What the supervisor of a local engine is doing. Times are milliseconds since the epoch. */
type Phase =
  | { readonly kind: 'stopped' }
  /** Looking for an engine that answers already, then starting one; `pid` is known once a process exists. */
  | { readonly kind: 'starting'; readonly pid: number | null }
  /** `owned`: this desktop started it. An adopted engine is left alone when the desktop quits. */
  | {
      readonly kind: 'running';
      readonly pid: number | null;
      readonly owned: boolean;
      readonly detail: string;
    }
  /** The engine was lost; the next try is due. */
  | {
      readonly kind: 'waiting';
      readonly nextTryAt: number;
      readonly detail: string;
      readonly log: readonly string[];
    }
  | { readonly kind: 'stopping'; readonly pid: number | null };

export interface LocalState {
  readonly phase: Phase;
  /** When the phase began. */
  readonly since: number;
  /** Tries that failed since the engine was last healthy for a minute; the back-off grows with it. */
  readonly failures: number;
  /** Processes started again after a crash, since the desktop runs. */
  readonly restarts: number;
}

export type LocalEvent =
  | { readonly type: 'start-asked' }
  | { readonly type: 'spawned'; readonly pid: number }
  | {
      readonly type: 'answering';
      readonly pid: number | null;
      readonly owned: boolean;
      readonly detail: string;
    }
  | { readonly type: 'lost'; readonly detail: string; readonly log: readonly string[] }
  | { readonly type: 'retry-due' }
  | { readonly type: 'stop-asked' };

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const HEALTHY_AFTER_MS = 60_000;

/** Milliseconds before the next try after so many failures in a row: 0.5 s, doubling, never above 30 s. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
}

/** The state of a supervisor that was not asked for anything yet. */
export function initialState(now: number): LocalState {
  return { phase: { kind: 'stopped' }, since: now, failures: 0, restarts: 0 };
}

/**
 * The next state. Pure: effects belong to whoever sees the phase change. An event that does not fit the phase (a late
 * answer, a second click) changes nothing and gives the same object back.
 */
export function reduce(state: LocalState, event: LocalEvent, now: number): LocalState {
  const { phase } = state;
  const enter = (next: Phase): LocalState => ({ ...state, phase: next, since: now });
  switch (event.type) {
    case 'start-asked':
      return phase.kind === 'stopped' || phase.kind === 'waiting'
        ? { ...enter({ kind: 'starting', pid: null }), failures: 0 }
        : state;
    case 'retry-due':
      return phase.kind === 'waiting' ? enter({ kind: 'starting', pid: null }) : state;
    case 'spawned':
      if (phase.kind !== 'starting') return state;
      return {
        ...state,
        phase: { kind: 'starting', pid: event.pid },
        restarts: state.failures > 0 ? state.restarts + 1 : state.restarts,
      };
    case 'answering': {
      if (phase.kind !== 'starting') return state;
      const { pid, owned, detail } = event;
      return enter({ kind: 'running', pid, owned, detail });
    }
    case 'lost':
      if (phase.kind === 'stopping') return { ...enter({ kind: 'stopped' }), failures: 0 };
      if (phase.kind !== 'starting' && phase.kind !== 'running') return state;
      return waitAfter(state, event.detail, event.log, now);
    case 'stop-asked':
      if (phase.kind === 'waiting') return { ...enter({ kind: 'stopped' }), failures: 0 };
      if (phase.kind !== 'starting' && phase.kind !== 'running') return state;
      return enter({ kind: 'stopping', pid: phase.pid });
  }
}

function waitAfter(state: LocalState, detail: string, log: readonly string[], now: number): LocalState {
  const wasHealthy = state.phase.kind === 'running' && now - state.since >= HEALTHY_AFTER_MS;
  const failures = wasHealthy ? 1 : state.failures + 1;
  return {
    ...state,
    failures,
    since: now,
    phase: { kind: 'waiting', nextTryAt: now + backOff(failures), detail, log },
  };
}

/** What a page is told about a state. */
export function statusOf(state: LocalState, socket: string): HostStatus {
  const { phase, since, restarts } = state;
  const rest = {
    host: 'local',
    restarts,
    since,
    socket,
    detail: '',
    log: [],
    nextTryAt: null,
    pid: null,
  } as const;
  switch (phase.kind) {
    case 'stopped':
      return { ...rest, state: 'stopped' };
    case 'starting':
    case 'stopping':
      return { ...rest, state: phase.kind, pid: phase.pid };
    case 'running':
      return { ...rest, state: 'running', pid: phase.pid, detail: phase.detail };
    case 'waiting':
      return { ...rest, state: 'failed', nextTryAt: phase.nextTryAt, detail: phase.detail, log: phase.log };
  }
}
