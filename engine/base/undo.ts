/**
 * A stack of undo steps: register one the moment a thing is acquired, then either `keep()` what was made or let
 * `undo()` take it back, last first. Both the first failure and those of the clean-up survive, as an AggregateError.
 */
export class Undo {
  #steps: { readonly what: string; readonly step: () => unknown }[] = [];

  /** Registers how to take back what was just made. `what` names it in a clean-up error. */
  add(what: string, step: () => unknown): void {
    this.#steps.push({ what, step });
  }

  /** Everything made so far stays. */
  keep(): void {
    this.#steps = [];
  }

  /** Takes everything back, last first; returns the errors of steps that failed. */
  async undo(): Promise<Error[]> {
    const failures: Error[] = [];
    for (const { what, step } of this.#steps.reverse()) {
      try {
        await step();
      } catch (cause) {
        failures.push(new Error(`undo ${what}`, { cause }));
      }
    }
    this.#steps = [];
    return failures;
  }

  /**
   * Runs `work`; when it throws, takes everything registered back and throws the original error (with the clean-up
   * failures in an AggregateError, when there are any).
   */
  static async run<T>(work: (undo: Undo) => Promise<T>): Promise<T> {
    const undo = new Undo();
    try {
      return await work(undo);
    } catch (error) {
      const failures = await undo.undo();
      if (failures.length === 0 || !(error instanceof Error)) throw error;
      error.cause = new AggregateError(failures, `clean-up failed after: ${error.message}`, {
        cause: error.cause,
      });
      throw error;
    }
  }
}
