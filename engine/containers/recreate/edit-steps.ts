import type { EditStep } from '../../api/types/edit.ts';

/** The steps of one edit, for any number of readers; each reads all of them, from the first. */
export class EditSteps {
  readonly #steps: EditStep[] = [];
  #waiting: (() => void)[] = [];

  add(step: EditStep): void {
    this.#steps.push(step);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  async *read(): AsyncGenerator<EditStep> {
    for (let at = 0; ; at += 1) {
      while (at >= this.#steps.length) await new Promise<void>((wake) => this.#waiting.push(wake));
      const step = this.#steps[at];
      if (step === undefined) return;
      yield step;
      if (step.step === 'done' || step.step === 'failed') return;
    }
  }
}
