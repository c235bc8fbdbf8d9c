import { backoff, sleep } from './backoff.ts';
import { EngineError } from './engine-error.ts';
import { openStream } from './open-stream.ts';
import type { EngineStream, OpenOptions } from './stream.ts';

export interface KeepOpenHandlers {
  /** Once for each time that the stream began; `again` from the second on. */
  onOpen?(again: boolean): void;
  onChunk(chunk: Uint8Array): void;
  /** Why it broke; it will be tried again. */
  onBroken?(error: Error): void;
}

/** Reads a stream that should never end, opening it anew whenever it does, until the signal aborts. */
export async function keepOpen(
  options: Omit<OpenOptions, 'signal'>,
  handlers: KeepOpenHandlers,
  signal: AbortSignal,
  open: (options: OpenOptions) => EngineStream = openStream,
): Promise<void> {
  let opened = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const stream = open({ ...options, signal });
      await stream.head;
      failures = 0;
      handlers.onOpen?.(opened++ > 0);
      for await (const chunk of stream) handlers.onChunk(chunk);
    } catch (error) {
      if (signal.aborted) return;
      handlers.onBroken?.(error instanceof Error ? error : new EngineError(0, String(error)));
    }
    await sleep(backoff(failures++), signal);
  }
}
