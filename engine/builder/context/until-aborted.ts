import { unlessAborted } from '../../base/abort.ts';

/**
 * What comes until the signal aborts, also while nothing comes: a long context is given up with the build, not after its end.
 * Throws the signal's reason then.
 */
export async function* untilAborted(
  source: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await unlessAborted(chunks.next(), signal);
      signal.throwIfAborted();
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    const ended = Promise.resolve(chunks.return?.()).catch(() => undefined);
    // One that has stalled ends when its sender goes away.
    if (!signal.aborted) await ended;
  }
}
