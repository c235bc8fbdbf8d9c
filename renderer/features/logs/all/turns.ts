/** Lets only so many of a kind be at work at a time; the others wait for their turn, in order. */
export class Turns<Worker> {
  readonly #most: number;
  readonly #begin: (worker: Worker) => void;
  readonly #working = new Set<Worker>();
  readonly #waiting = new Set<Worker>();

  constructor(most: number, begin: (worker: Worker) => void) {
    this.#most = most;
    this.#begin = begin;
  }

  take(worker: Worker): void {
    if (this.#working.has(worker)) return;
    this.#waiting.add(worker);
    this.#next();
  }

  /** It is done, or gone. */
  leave(worker: Worker): void {
    this.#waiting.delete(worker);
    if (this.#working.delete(worker)) this.#next();
  }

  clear(): void {
    this.#waiting.clear();
    this.#working.clear();
  }

  #next(): void {
    for (const worker of this.#waiting) {
      if (this.#working.size >= this.#most) return;
      this.#waiting.delete(worker);
      this.#working.add(worker);
      this.#begin(worker);
    }
  }
}
