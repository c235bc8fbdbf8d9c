/** Hands values from several writers to one reader; a writer waits while too many lie there. */
export class Channel<T> {
  readonly #values: T[] = [];
  readonly #room: (() => void)[] = [];
  #wake: (() => void) | undefined;
  #error: unknown;
  #hasFailed = false;

  /** Resolves when there is room for more. */
  async push(value: T): Promise<void> {
    this.#values.push(value);
    this.#wake?.();
    if (this.#values.length >= MOST) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** The reader gets this error, unless it has stopped. */
  fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted || this.#hasFailed) return;
    this.#error = error;
    this.#hasFailed = true;
    this.#wake?.();
  }

  /** The values as they come, until the signal. */
  async *values(signal: AbortSignal): AsyncGenerator<T> {
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        const value = this.#values.shift();
        if (value !== undefined) {
          if (this.#values.length < MOST) for (const resume of this.#room.splice(0)) resume();
          yield value;
          continue;
        }
        if (this.#hasFailed) throw this.#error;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', wake);
      for (const resume of this.#room.splice(0)) resume();
    }
  }
}

const MOST = 1000;
