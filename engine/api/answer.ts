import type { Attachment } from '../base/stdio.ts';

type Headers = Readonly<Record<string, string>>;

/** What a route answers, as a value; `wire/` sends it. */
export type Answer =
  | { readonly kind: 'empty'; readonly status: number; readonly headers: Headers }
  | { readonly kind: 'bytes'; readonly status: number; readonly headers: Headers; readonly body: string }
  /** The header goes out at once, the chunks as they come and as the client takes them. */
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: Headers;
      readonly chunks: AsyncIterable<Uint8Array>;
    }
  /** Only from routes that take the connection over. */
  | Session;

/** A client at a process: the connection becomes its standard streams. */
export interface Session {
  readonly kind: 'session';
  readonly attachment: Attachment;
  /** What a client that upgrades is told about the form of what comes. */
  readonly contentType: string;
  /** Typing these lets go of the process; undefined where nothing does. */
  readonly detachKeys: readonly number[] | undefined;
}

/** `value` as JSON. */
export function json(value: unknown, status = 200): Answer {
  return {
    kind: 'bytes',
    status,
    headers: { 'Content-Type': 'application/json' },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** No body. */
export function empty(status = 204, headers: Headers = {}): Answer {
  return { kind: 'empty', status, headers };
}

/** Bytes as they come. */
export function stream(
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  headers: Headers = {},
  status = 200,
): Answer {
  return { kind: 'stream', status, headers: { 'Content-Type': contentType, ...headers }, chunks };
}
