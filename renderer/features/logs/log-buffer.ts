import { LineStyles } from './line-styles.ts';
import type { LogLine, RawLine } from './log-line.ts';

export const MAX_LINES = 100_000;
/** Old lines go in slabs: moving the array for every line would cost more than the lines. */
const SLAB = 5000;
const NOTIFY_MS = 50;

/** The newest lines of one container, outside React; listeners hear of many lines at once. */
export class LogBuffer {
  #lines: LogLine[] = [];
  #dropped = 0;
  #version = 0;
  readonly #styles = new LineStyles();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  /** Changes whenever the lines do. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get length(): number {
    return this.#lines.length;
  }

  /** The sequence number of the oldest line that is still here. */
  get firstSeq(): number {
    return this.#dropped;
  }

  get endSeq(): number {
    return this.#dropped + this.#lines.length;
  }

  at(index: number): LogLine | undefined {
    return this.#lines[index];
  }

  bySeq(seq: number): LogLine | undefined {
    return this.#lines[seq - this.#dropped];
  }

  append(lines: readonly RawLine[]): void {
    if (lines.length === 0) return;
    for (const line of lines) this.#lines.push({ ...line, seq: this.endSeq, ...this.#styles.read(line) });
    const excess = this.#lines.length - MAX_LINES;
    if (excess > 0) {
      const gone = Math.ceil(excess / SLAB) * SLAB;
      this.#lines = this.#lines.slice(gone);
      this.#dropped += gone;
    }
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#notify(), NOTIFY_MS);
  }

  #notify(): void {
    this.#timer = undefined;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
