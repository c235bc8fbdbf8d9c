import type { Tell } from './progress.ts';

/** Milliseconds between two messages about one layer; faster is only flicker. */
const INTERVAL = 100;

/** Tells the states of one layer, as the docker CLI draws them: a word, or a bar. */
export class LayerProgress {
  readonly #tell: Tell;
  readonly #id: string;
  #last = 0;

  constructor(tell: Tell, id: string) {
    this.#tell = tell;
    this.#id = id;
  }

  /** A state without a bar, such as `Waiting`. */
  state(status: string): void {
    this.#last = 0;
    this.#tell({ status, progressDetail: {}, id: this.#id });
  }

  /** How many bytes of `total` are done; not each call is told. */
  bar(status: string, current: number, total: number): void {
    const now = performance.now();
    if (current < total && now - this.#last < INTERVAL) return;
    this.#last = now;
    this.#tell({ status, progressDetail: { current, total }, id: this.#id });
  }
}
