import { OVER } from '../../base/abort.ts';

/** A signal of its own that also aborts with others, and stops listening to them when released. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  readonly release: () => void;
}

/**
 * Links a new signal to `others`. Unlike `AbortSignal.any` nothing of it stays behind in a signal that lives as long as
 * the engine.
 */
export function linkSignals(...others: readonly AbortSignal[]): LinkedSignal {
  const aborter = new AbortController();
  const abort = () => aborter.abort(OVER);
  for (const other of others) {
    if (other.aborted) abort();
    else other.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: aborter.signal,
    abort,
    release: () => {
      for (const other of others) other.removeEventListener('abort', abort);
    },
  };
}
