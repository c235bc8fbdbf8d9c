import type { ClientMessage } from './types.ts';

/** What a page asked for when it opened a stream. */
export type Opening = Extract<ClientMessage, { type: 'open' }>;

/** Where the page's data goes. */
export interface StreamSink {
  /** Resolves when the bytes were handed on (or never will be), so that the page may send more. */
  write(chunk: Uint8Array): Promise<void>;
  /** No more data: the other side reads end of file. */
  end(): void;
}

/** A stream that has begun. It ends when `chunks` ends, or when the signal given at its opening aborts. */
export interface OpenStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Present where data flows both ways. */
  readonly sink?: StreamSink;
  /** For statuses from 400: the engine's message. */
  readonly refusal?: string;
}

/** Opens streams of one kind or of all. Throws a `DesktopError` when that fails; `signal` closes what was opened. */
export type StreamOpener = (opening: Opening, signal: AbortSignal) => Promise<OpenStream>;
