import type { BuildStepState } from '../../api/types/build.ts';

/** What a step came to. */
export interface StepResult {
  readonly state: Extract<BuildStepState, 'cached' | 'done'>;
  readonly image?: string;
  readonly sizeAdded?: number;
}

export type StepEnd = StepResult | { readonly state: 'failed' };

/** Where it is written, by the step's number. */
interface Book {
  begin(number: number): void;
  because(number: number, reason: string): void;
  end(number: number, result: StepEnd): void;
  print(number: number, text: string): void;
}

/** What happens in steps that come one after the other, such as those of a stage. */
export class StepJournal {
  readonly #book: Book;
  #number: number;
  #isRunning = false;
  #hasReason = false;

  constructor(before: number, book: Book) {
    this.#number = before;
    this.#book = book;
  }

  /** The next step begins; the one before, when nothing else was said of it, is done. Answers its number. */
  next(): number {
    this.close();
    this.#number += 1;
    this.#isRunning = true;
    this.#hasReason = false;
    this.#book.begin(this.#number);
    return this.#number;
  }

  /** Why the step was not taken from the cache, in plain words. */
  because(reason: string): void {
    this.#hasReason = true;
    this.#book.because(this.#number, reason);
  }

  /** What the step came to. */
  came(result: StepResult): void {
    this.#isRunning = false;
    this.#book.end(this.#number, result);
  }

  /** The step did not work: that is its reason when it came to nothing before the cache was asked. */
  failed(why: string): void {
    if (this.#isRunning) {
      if (!this.#hasReason) this.because(why);
      this.#book.end(this.#number, { state: 'failed' });
    }
    this.#isRunning = false;
  }

  /** No step comes any more. */
  close(): void {
    if (this.#isRunning) this.came({ state: 'done' });
  }

  /** What the step prints. */
  printed(text: string): void {
    this.#book.print(this.#number, text);
  }
}
