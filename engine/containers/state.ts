import type { ContainerStateView } from '../api/types/container.ts';
import { NEVER } from '../base/clock.ts';

/** How the last run ended. Times are RFC 3339 in UTC. */
export interface LastRun {
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** What identifies a live first process beyond reuse of its pid. */
export interface LiveProcess {
  /** In the engine's pid namespace. */
  readonly pid: number;
  /** When it was started, in clock ticks after boot: with the pid it names one process. */
  readonly startTime: number;
  readonly conmonPid: number;
  readonly startedAt: string;
}

/**
 * A container's life cycle. The record of it is a belief; the kernel and the exit file are the truth, and `reconcile`
 * brings the two together.
 */
export type ContainerState =
  /** Never started, or its start failed: then `error` and `exitCode` (126, 127, 128) say how. */
  | { readonly status: 'created'; readonly error: string; readonly exitCode: number }
  | { readonly status: 'running'; readonly process: LiveProcess }
  | { readonly status: 'paused'; readonly process: LiveProcess }
  /** Ended, and waiting to be started again by its restart policy. */
  | { readonly status: 'restarting'; readonly last: LastRun }
  | { readonly status: 'exited'; readonly last: LastRun; readonly error: string }
  /** Being removed; a crash in between leaves it so, and the next start finishes the removal. */
  | {
      readonly status: 'removing';
      readonly last: LastRun | undefined;
      /** Its anonymous volumes go with it. */
      readonly withVolumes?: boolean;
      /** Names of volumes that stay all the same. */
      readonly keepVolumes?: readonly string[];
      /** Its log goes with it, too. */
      readonly withLog?: boolean;
    };

export const CREATED: ContainerState = { status: 'created', error: '', exitCode: 0 };

/** The first process of a container that has one. */
export function liveProcess(state: ContainerState): LiveProcess | undefined {
  return state.status === 'running' || state.status === 'paused' ? state.process : undefined;
}

/** True while a process exists, paused or not: what Docker calls running. */
export function isLive(state: ContainerState): boolean {
  return liveProcess(state) !== undefined;
}

/** True when `start` may begin. */
export function canStart(state: ContainerState): boolean {
  return state.status === 'created' || state.status === 'exited' || state.status === 'restarting';
}

/** The code that `wait` and `ps` tell for a container without a process. */
export function exitCodeOf(state: ContainerState): number {
  switch (state.status) {
    case 'created':
      return state.exitCode;
    case 'exited':
    case 'restarting':
      return state.last.exitCode;
    case 'removing':
      return state.last?.exitCode ?? 0;
    case 'running':
    case 'paused':
      return 0;
  }
}

/** The state in the shape of `docker inspect`. */
export function viewOf(state: ContainerState): ContainerStateView {
  const live = liveProcess(state);
  const last = 'last' in state ? state.last : undefined;
  return {
    Status: state.status,
    // Docker counts a container that waits for its restart as running, so that clients go on waiting for it.
    Running: live !== undefined || state.status === 'restarting',
    Paused: state.status === 'paused',
    Restarting: state.status === 'restarting',
    OOMKilled: last?.oomKilled ?? false,
    Dead: false,
    Pid: live?.pid ?? 0,
    ExitCode: exitCodeOf(state),
    Error: 'error' in state ? state.error : '',
    StartedAt: live?.startedAt ?? last?.startedAt ?? NEVER,
    FinishedAt: last?.finishedAt ?? NEVER,
  };
}
