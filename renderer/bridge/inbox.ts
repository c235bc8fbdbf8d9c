/** A queue between whoever pushes and one reader; it counts what the reader took. */
export class Inbox implements AsyncIterable<Uint8Array> {
  readonly #chunks: Uint8Array[] = [];
  readonly #consumed: (bytes: number) => void;
  #over: { readonly error?: Error } | undefined;
  #wake: (() => void) | undefined;

  constructor(consumed: (bytes: number) => void) {
    this.#consumed = consumed;
  }

  push(chunk: Uint8Array): void {
    if (this.#over !== undefined) return;
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** The reader still gets what was pushed before. */
  close(error?: Error): void {
    this.#over ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  /** The reader gets nothing more. */
  discard(): void {
    this.#chunks.length = 0;
    this.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        this.#consumed(chunk.length);
        yield chunk;
      } else if (this.#over !== undefined) {
        if (this.#over.error !== undefined) throw this.#over.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}
