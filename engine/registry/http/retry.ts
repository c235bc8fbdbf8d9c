import type { Clock } from '../../base/clock.ts';
import { kindOf } from '../../base/errors.ts';
import { cancelled } from './send.ts';

/** How patient to be with a registry that fails for a moment. */
export interface Patience {
  /** Tries in all. */
  readonly attempts: number;
  /** Milliseconds before the second try; twice as long before each further one. */
  readonly firstDelayMs: number;
  /** Milliseconds that a registry may ask us to wait; more counts as a refusal. */
  readonly longestDelayMs: number;
}

export const usualPatience: Patience = { attempts: 5, firstDelayMs: 250, longestDelayMs: 60_000 };

export interface RetryOptions {
  readonly patience: Patience;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** What makes an error worth another try. */
interface Temporary {
  readonly temporary: boolean;
  /** Milliseconds that the other side asks for (RFC 9110, section 10.2.3, Retry-After). */
  readonly retryAfterMs?: number | undefined;
}

/** Runs `work` until it succeeds, fails for good, or patience is at an end; then throws its last error. */
export async function withRetry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      await pauseBefore(attempt + 1, error, options);
    }
  }
}

/** Waits before the `attempt`th try after `error`; throws `error` when there is to be none. */
export async function pauseBefore(attempt: number, error: unknown, options: RetryOptions): Promise<void> {
  const { patience, clock, signal } = options;
  if (!isTemporary(error) || kindOf(error) === 'cancelled' || attempt > patience.attempts) throw error;
  const asked = error.retryAfterMs ?? 0;
  if (asked > patience.longestDelayMs) throw error;
  try {
    await clock.sleep(Math.max(asked, delayOf(attempt - 1, patience)), signal);
  } catch (reason) {
    throw signal === undefined ? reason : cancelled(signal);
  }
}

/** Half of the delay is chance, so that many clients do not come back at the same moment. */
function delayOf(failures: number, { firstDelayMs, longestDelayMs }: Patience): number {
  const full = Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
  return full / 2 + (Math.random() * full) / 2;
}

function isTemporary(error: unknown): error is Error & Temporary {
  return error instanceof Error && 'temporary' in error && error.temporary === true;
}
