import type { IncomingMessage } from 'node:http';

/** A request as a value; `send` performs it once, the files above add redirects, credentials and retries. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpBody {
  /** Bytes that `chunks` gives. */
  readonly length: number;
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * Performs a request and answers once the head of the response is there, whatever its status. The body has to be read, or
 * dropped with `discard`. Throws `ConnectionError`, and `cancelled` when the signal aborts.
 */
export type Send = (request: HttpRequest) => Promise<IncomingMessage>;

/** How long to wait, in milliseconds. */
export interface HttpTimings {
  /** For a connection, TLS included. */
  readonly connectMs: number;
  /** For the head of a response while nothing moves in either direction. */
  readonly answerMs: number;
  /** For the next byte of a body. */
  readonly stallMs: number;
}

export const usualTimings: HttpTimings = { connectMs: 15_000, answerMs: 60_000, stallMs: 30_000 };
