import type { ListenWish } from './listen-wish.ts';

/** What the engine and the holder say to each other: a JSON value for each line, over the holder's socket. */

/** Changes when an engine could not speak with a holder of before; such a holder is ended. */
export const PROTOCOL = 1;

export type Ask =
  | { readonly ask: 'open'; readonly wish: ListenWish }
  | { readonly ask: 'close'; readonly keys: readonly string[] }
  | { readonly ask: 'list' }
  | { readonly ask: 'quit' };

/** Every ask has a number, which its answer repeats. */
export type Numbered<T> = T & { readonly number: number };

export interface Reply {
  readonly number: number;
  /** The kernel's word for what went wrong, such as EADDRINUSE. */
  readonly errno?: string;
  readonly message?: string;
  /** For `list`. */
  readonly protocol?: number;
  readonly pid?: number;
  readonly wishes?: readonly ListenWish[];
}

/** Goes to a holder over the channel of its birth, with a socket beside it. */
export interface Handover {
  readonly wish: ListenWish;
}

/** Cuts a stream of bytes into the values of its lines. */
export class LineReader {
  #rest = '';

  /** The values that are complete with this text. Throws a SyntaxError for a line that is not JSON. */
  push(text: string): unknown[] {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
  }
}
