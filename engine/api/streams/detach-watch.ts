/**
 * Watches typed bytes for the detach sequence. What may be the beginning of the sequence is kept back until the next
 * bytes decide, and given then when they decide against it.
 */
export class DetachWatch {
  readonly #keys: readonly number[];
  #kept: number[] = [];

  constructor(keys: readonly number[]) {
    this.#keys = keys;
  }

  /** The bytes to pass on, and whether the sequence is complete; what was typed after it is dropped. */
  push(bytes: Uint8Array): { readonly pass: Buffer; readonly detached: boolean } {
    const pass: number[] = [];
    for (const byte of bytes) {
      this.#kept.push(byte);
      while (!this.#mayDetach()) pass.push(this.#kept.shift() ?? 0);
      if (this.#kept.length === this.#keys.length) return { pass: Buffer.from(pass), detached: true };
    }
    return { pass: Buffer.from(pass), detached: false };
  }

  /** What is kept back, for when the client ends. */
  end(): Buffer {
    const kept = Buffer.from(this.#kept);
    this.#kept = [];
    return kept;
  }

  #mayDetach(): boolean {
    return this.#kept.every((byte, index) => byte === this.#keys[index]);
  }
}
