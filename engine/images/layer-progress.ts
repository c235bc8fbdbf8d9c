import type { ProgressMessage } from '../api/backends/progress.ts';
import type { Tell } from './progress.ts';

/** Milliseconds between two messages about one layer; faster is only flicker. */
const INTERVAL = 100;

/**
 * Tells the states of one layer, as the docker CLI draws them: a word, or a bar. Of a burst the newest is told, so that a bar
 * never shows less than was done for longer than it takes to draw.
 */
export class LayerProgress {
  readonly #tell: Tell;
  readonly #id: string;
  #told = { status: '', at: 0 };
  #newest: ProgressMessage | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: Tell, id: string) {
    this.#tell = tell;
    this.#id = id;
  }

  /** A state without a bar, such as `Waiting`. */
  state(status: string): void {
    this.#say({ status, progressDetail: {}, id: this.#id });
  }

  /** How many bytes of `total` are done; calls that follow one another closely are told as one. */
  bar(status: string, current: number, total: number): void {
    this.#newest = { status, progressDetail: { current, total }, id: this.#id };
    const wait = this.#told.at + INTERVAL - performance.now();
    if (current >= total || status !== this.#told.status || wait <= 0) this.#say(this.#newest);
    else this.#timer ??= setTimeout(() => this.#newest && this.#say(this.#newest), wait);
  }

  /** Says no more of its own accord. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#newest = undefined;
  }

  #say(message: ProgressMessage): void {
    this.end();
    this.#told = { status: message.status ?? '', at: performance.now() };
    this.#tell(message);
  }
}
