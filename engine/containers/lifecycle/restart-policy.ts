import type { RestartPolicy } from '../../api/types/container.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 60_000;
/** A run that lasted so long was a success: the delay begins anew. */
const GOOD_RUN_MS = 10_000;
const KILL = 9;

/** What the policy says after a run has ended. */
export function shouldRestart(
  policy: RestartPolicy,
  run: { readonly exitCode: number; readonly restartCount: number; readonly stoppedByHand: boolean },
): boolean {
  if (run.stoppedByHand) return false;
  switch (policy.Name ?? 'no') {
    case 'always':
    case 'unless-stopped':
      return true;
    case 'on-failure': {
      const limit = policy.MaximumRetryCount ?? 0;
      return run.exitCode !== 0 && (limit === 0 || run.restartCount < limit);
    }
    default:
      return false;
  }
}

/** What the policy says when an engine starts and finds the container without a process. */
export function shouldStartWithEngine(
  policy: RestartPolicy,
  run: { readonly exitCode: number; readonly everStarted: boolean; readonly stoppedByHand: boolean },
): boolean {
  if (!run.everStarted) return false;
  switch (policy.Name ?? 'no') {
    case 'always':
      return true;
    case 'unless-stopped':
      return !run.stoppedByHand;
    default:
      return false;
  }
}

/**
 * True when a signal counts as a person's wish that the container end, after which its policy rests: SIGKILL, the
 * container's own stop signal, and any signal at all when it names none. That is how Docker decides it (moby, daemon/kill.go).
 */
export function isStopByHand(signal: number, stopSignal: number | undefined): boolean {
  return stopSignal === undefined || signal === KILL || signal === stopSignal;
}

/** Milliseconds to wait before the next start: doubled each time, from 100 ms to a minute. */
export function nextDelay(previousMs: number, ranMs: number): number {
  if (previousMs === 0 || ranMs >= GOOD_RUN_MS) return FIRST_DELAY_MS;
  return Math.min(previousMs * 2, LONGEST_DELAY_MS);
}
