/** Reads a text character by character (code points). */
export class Scanner {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#chars = Array.from(text);
  }

  /** The next character; undefined at the end. */
  peek(): string | undefined {
    return this.#chars[this.#at];
  }

  next(): string | undefined {
    const char = this.#chars[this.#at];
    if (char !== undefined) this.#at += 1;
    return char;
  }
}
