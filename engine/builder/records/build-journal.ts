import type { BuildRecord, BuildStage, BuildStep } from '../../api/types/build.ts';
import type { Clock } from '../../base/clock.ts';
import { type StepEnd, StepJournal } from './step-journal.ts';

/** A step as it is planned. */
export type PlannedStep = Pick<BuildStep, 'line' | 'endLine' | 'stage' | 'text'>;

/** Characters of one step's output that are kept: its beginning and its end tell most. */
const KEPT_LOG = 256 * 1024;

/** What happens in one build, written down as it happens. */
export class BuildJournal {
  readonly id: string;
  readonly #clock: Clock;
  readonly #onChange: (action: 'start' | 'step' | 'end') => void;
  readonly #logs = new Map<number, string>();
  readonly #starts = new Map<number, number>();
  #record: BuildRecord;

  constructor(parts: {
    readonly id: string;
    readonly clock: Clock;
    readonly tags: readonly string[];
    readonly dockerfile: string;
    readonly target: string | undefined;
    readonly onChange: (action: 'start' | 'step' | 'end') => void;
  }) {
    this.id = parts.id;
    this.#clock = parts.clock;
    this.#onChange = parts.onChange;
    this.#record = {
      id: parts.id,
      tags: parts.tags,
      state: 'running',
      startedAt: this.#now(),
      steps: 0,
      cached: 0,
      dockerfile: parts.dockerfile,
      source: '',
      ...(parts.target === undefined ? {} : { target: parts.target }),
      stages: [],
      timeline: [],
    };
  }

  get record(): BuildRecord {
    return this.#record;
  }

  /** What was printed in a step, or in all of them. */
  log(step?: number): string {
    if (step !== undefined) return this.#logs.get(step) ?? '';
    return [...this.#logs]
      .sort(([one], [other]) => one - other)
      .map(([, text]) => text)
      .join('');
  }

  get logs(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#logs);
  }

  /** The Dockerfile's text is known, before it is read. */
  sourced(source: string): void {
    this.#change({ source });
    this.#onChange('start');
  }

  /** What the checks say of it. */
  warned(warnings: NonNullable<BuildRecord['warnings']>): void {
    this.#change({ warnings });
  }

  planned(stages: readonly BuildStage[], steps: readonly PlannedStep[]): void {
    const timeline = steps.map(
      (step, index): BuildStep => ({ ...step, number: index + 1, state: 'waiting' }),
    );
    this.#change({ stages, timeline, steps: steps.length });
  }

  /** The steps of one stage, or other steps that come one after the other; `before`: how many steps come before them. */
  steps(before: number): StepJournal {
    return new StepJournal(before, {
      begin: (number) => {
        this.#starts.set(number, this.#clock.now());
        this.#changeStep(number, { state: 'running', startedAt: this.#now() });
        this.#onChange('step');
      },
      because: (number, reason) => this.#changeStep(number, { reason }),
      end: (number, result) => {
        this.#finish(number, result);
        this.#onChange('step');
      },
      print: (number, text) => this.#print(number, text),
    });
  }

  ended(
    end:
      | { readonly state: 'done'; readonly image: string }
      | {
          readonly state: 'failed' | 'cancelled';
          readonly error: string;
          readonly errorAt?: BuildRecord['errorAt'] | undefined;
        },
  ): void {
    this.#finishRunning(end.state === 'done' ? 'done' : 'failed');
    this.#change({
      state: end.state,
      milliseconds: this.#clock.now() - Date.parse(this.#record.startedAt),
      ...(end.state === 'done' ? { image: end.image } : { error: end.error }),
      ...(end.state !== 'done' && end.errorAt !== undefined ? { errorAt: end.errorAt } : {}),
    });
    this.#onChange('end');
  }

  /** Steps that still run when the build ends; where one failed, that ended the others before they came to anything. */
  #finishRunning(state: 'done' | 'failed'): void {
    const hasFailed = this.#record.timeline.some((step) => step.state === 'failed');
    for (const step of this.#record.timeline.filter((one) => one.state === 'running')) {
      if (!hasFailed) this.#finish(step.number, { state });
      else
        this.#finish(step.number, { state: 'waiting', reason: 'it was given up when another step failed' });
    }
  }

  #finish(number: number, result: StepEnd | { readonly state: 'waiting'; readonly reason: string }): void {
    const start = this.#starts.get(number);
    if (start === undefined) return;
    this.#changeStep(number, { ...result, milliseconds: this.#clock.now() - start });
    const cached = this.#record.timeline.filter(({ state }) => state === 'cached').length;
    if (cached !== this.#record.cached) this.#change({ cached });
  }

  #print(number: number, text: string): void {
    const log = (this.#logs.get(number) ?? '') + text;
    const half = KEPT_LOG / 2;
    this.#logs.set(
      number,
      log.length <= KEPT_LOG ? log : `${log.slice(0, half)}\n[…]\n${log.slice(5 - half)}`,
    );
  }

  #changeStep(number: number, change: Partial<BuildStep>): void {
    this.#change({
      timeline: this.#record.timeline.map((step) => (step.number === number ? { ...step, ...change } : step)),
    });
  }

  #change(change: Partial<BuildRecord>): void {
    this.#record = { ...this.#record, ...change };
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
