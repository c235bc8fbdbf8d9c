import type { OpenStream } from './stream.ts';
import type { HostStatus } from './types.ts';

/** Where the status comes from; a `Host` is one. */
export interface StatusSource {
  status(): HostStatus;
  subscribe(listener: (status: HostStatus) => void): () => void;
}

/** Statuses kept for a page that does not read; older ones are dropped, since only the newest is true. */
const MOST_WAITING = 32;

/** The host's status as JSON lines: one now and one for each change. */
export function openStatus(source: StatusSource, signal: AbortSignal): OpenStream {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson' },
    chunks: statusLines(source, signal),
  };
}

async function* statusLines(source: StatusSource, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let waiting: readonly HostStatus[] = [source.status()];
  let wake: () => void = () => undefined;
  const leave = source.subscribe((status) => {
    waiting = [...waiting, status].slice(-MOST_WAITING);
    wake();
  });
  const stop = () => wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      const batch = waiting;
      waiting = [];
      for (const status of batch) yield Buffer.from(`${JSON.stringify(status)}\n`);
      if (waiting.length > 0 || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    leave();
  }
}
