/**
 * Reads exact counts of bytes from chunks that come in any size. Nothing is copied unless what was asked for lies across
 * two chunks.
 */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Exactly `count` bytes when they are at hand, without waiting; else undefined, and nothing is taken. */
  take(count: number): Buffer | undefined {
    return this.#chunk.length >= count ? this.#cut(count) : undefined;
  }

  /** Exactly `count` bytes, or what is left when the source ends before. */
  async read(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let missing = count;
    for (;;) {
      const piece = await this.some(missing);
      if (piece === undefined) break;
      pieces.push(piece);
      missing -= piece.length;
      if (missing === 0) break;
    }
    return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
  }

  /** The next bytes, at least one and at most `limit` (which is above zero); undefined at the end. */
  async some(limit: number): Promise<Buffer | undefined> {
    while (this.#chunk.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      this.#chunk = next.value;
    }
    return this.#cut(Math.min(limit, this.#chunk.length));
  }

  /** Reads the source to its end and drops what comes. */
  async drain(): Promise<void> {
    while ((await this.some(Number.POSITIVE_INFINITY)) !== undefined);
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #cut(count: number): Buffer {
    const piece = this.#chunk.subarray(0, count);
    this.#chunk = this.#chunk.subarray(count);
    return piece;
  }
}
