import type { InitialCredit } from './host-types.ts';

export const INITIAL_CREDIT: InitialCredit = 1_048_576;

export interface StreamHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** One stream of the channel. Iterate it once: it yields bytes as they come and throws an EngineError on failure. */
export interface EngineStream extends AsyncIterable<Uint8Array> {
  /** Resolves when the engine's answer began; rejects with the engine's error when it refused. */
  readonly head: Promise<StreamHead>;
  /** Resolves when the bytes were handed over, which waits for the other side's credit. */
  write(bytes: Uint8Array): Promise<void>;
  /** No more will be written: the process reads end of file. */
  end(): void;
  /** Nothing more is wanted; the iteration ends. */
  cancel(): void;
}

export interface OpenOptions {
  readonly kind?: 'http' | 'hijack' | 'status';
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}
