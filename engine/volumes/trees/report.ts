import type { ProgressMessage } from '../../api/backends/progress.ts';

/** Tells how far something is. */
export type Report = (message: ProgressMessage) => void;

const PAUSE_MS = 200;

/**
 * Does `work` and yields what it reports (when it reports faster than anybody can see, only the newest), then its result as
 * `aux`. Whoever stops reading ends it by the signal. Throws what `work` throws.
 */
export async function* reported<T extends object>(
  work: (report: Report, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage> {
  const left = new AbortController();
  let newest: ProgressMessage | undefined;
  let wake: () => void = () => undefined;
  let ended = false;
  const running = work(
    (message) => {
      newest = message;
      wake();
    },
    AbortSignal.any([signal, left.signal]),
  );
  running
    .catch(() => undefined)
    .finally(() => {
      ended = true;
      wake();
    });
  try {
    while (!ended) {
      if (newest === undefined) await new Promise<void>((resolve) => (wake = resolve));
      const message = newest;
      newest = undefined;
      if (message === undefined) continue;
      yield message;
      await Promise.race([
        running.catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
      ]);
    }
    const result = await running;
    if (newest !== undefined) yield newest;
    yield { aux: { ...result } as Record<string, unknown> };
  } finally {
    left.abort();
  }
}
