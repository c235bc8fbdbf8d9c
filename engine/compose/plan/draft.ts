import type { Actual, ActualContainer } from '../actual/actual.ts';
import { seenIn } from '../actual/seen.ts';
import type { Action, Reason } from './action.ts';
import type { DataAtStake, Orphan, Plan, Stay } from './plan.ts';

/** A plan while it is made. */
export class Draft {
  readonly #actions: Action[] = [];
  readonly #ids = new Set<string>();
  readonly stays: Stay[] = [];
  readonly orphans: Orphan[] = [];
  readonly data: DataAtStake[] = [];
  readonly warnings: string[] = [];

  /** Adds an action and answers its id; one with the same id is there only once. */
  add(action: Action): string {
    if (!this.#ids.has(action.id)) {
      this.#ids.add(action.id);
      this.#actions.push(action);
    }
    return action.id;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  stay({ service, name, id }: ActualContainer, reasons: readonly Reason[]): void {
    this.stays.push({ service, name, container: id, reasons });
  }

  finish(purpose: Plan['purpose'], actual: Actual): Plan {
    const { stays, orphans, data, warnings } = this;
    return {
      project: actual.project,
      purpose,
      actions: this.#actions,
      stays,
      orphans,
      data,
      warnings,
      seen: seenIn(actual),
      asked: actual.asked,
    };
  }
}
