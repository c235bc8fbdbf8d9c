import { wasCancelled } from '../../../engine/compose/apply/apply.ts';
import type { ApplyEvent } from '../../../engine/compose/apply/events.ts';
import type { Prepared } from '../../../engine/compose/commands/prepare.ts';
import { actionText } from '../../../engine/compose/plan/action.ts';
import { messageOf } from '../../desktop-error.ts';
import type { AppliedAction, ApplyView } from './types.ts';

/** A plan that is carried out, with or without a page that looks. */
export class Applying {
  readonly #prepared: Prepared;
  readonly #actions: Map<string, AppliedAction>;
  readonly #warnings: string[] = [];
  readonly #over = new AbortController();
  /** Resolves with the first action. */
  readonly begun: Promise<void>;
  #begin: () => void = () => undefined;
  #state: ApplyView['state'] = 'running';
  #error: string | null = null;

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
    this.#actions = new Map(
      prepared.plan.actions.map((action) => [
        action.id,
        {
          id: action.id,
          text: actionText(action),
          service: 'service' in action ? action.service : null,
          state: 'waiting',
          note: '',
        },
      ]),
    );
  }

  view(): ApplyView {
    const { project, purpose } = this.#prepared.plan;
    return {
      project,
      purpose,
      state: this.#state,
      actions: [...this.#actions.values()],
      warnings: this.#warnings,
      error: this.#error,
    };
  }

  /** Begins nothing more; waits, pulls and builds are given up, what else is under way ends. */
  cancel(): void {
    this.#over.abort();
  }

  /** Does it to the end. Throws `conflict`, before anything is done, when the world is not as it was planned from. */
  async run(how: Pick<Parameters<Prepared['apply']>[0] & object, 'authFor'>): Promise<void> {
    try {
      const report = await this.#prepared.apply({
        ...how,
        signal: this.#over.signal,
        onEvent: (event) => this.#take(event),
      });
      for (const id of report.notBegun) this.#set(id, { state: 'skipped' });
      const isCancelled = wasCancelled(report);
      if (isCancelled) for (const { action } of report.failed) this.#set(action, { state: 'skipped' });
      this.#error = isCancelled ? null : (report.failed[0]?.error.message ?? null);
      this.#state = report.ok ? 'done' : isCancelled ? 'cancelled' : 'failed';
    } catch (error) {
      this.#error = messageOf(error);
      this.#state = 'failed';
      throw error;
    }
  }

  #take(event: ApplyEvent): void {
    switch (event.type) {
      case 'begun':
        this.#begin();
        return this.#set(event.action, { state: 'running' });
      case 'progress':
        return this.#set(event.action, { note: event.text });
      case 'done':
        return this.#set(event.action, { state: 'done', note: '' });
      case 'skipped':
        return this.#set(event.action, { state: 'done', note: event.why });
      case 'failed':
        return this.#set(event.action, { state: 'failed', note: event.error });
      case 'warning':
        this.#warnings.push(event.text);
    }
  }

  #set(id: string, change: Partial<AppliedAction>): void {
    const action = this.#actions.get(id);
    if (action !== undefined) this.#actions.set(id, { ...action, ...change });
  }
}
