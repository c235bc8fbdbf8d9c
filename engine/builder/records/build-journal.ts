import type { BuildRecord, BuildStage, BuildStep, BuildStepState } from '../../api/types/build.ts';
import type { Clock } from '../../base/clock.ts';

/** A step as it is planned. */
export type PlannedStep = Pick<BuildStep, 'line' | 'endLine' | 'stage' | 'text'>;

/** What a step came to. */
export interface StepResult {
  readonly state: Extract<BuildStepState, 'cached' | 'done'>;
  readonly reason?: string;
  readonly image?: string;
  readonly sizeAdded?: number;
}

/** Characters of one step's output that are kept: its beginning and its end tell most. */
const KEPT_LOG = 256 * 1024;

/** What happens in one build, written down as it happens. */
export class BuildJournal {
  readonly id: string;
  readonly #clock: Clock;
  readonly #onChange: (action: 'start' | 'step' | 'end') => void;
  readonly #logs = new Map<number, string>();
  #record: BuildRecord;
  #stepStart = 0;

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

  planned(stages: readonly BuildStage[], steps: readonly PlannedStep[]): void {
    const timeline = steps.map(
      (step, index): BuildStep => ({ ...step, number: index + 1, state: 'waiting' }),
    );
    this.#change({ stages, timeline, steps: steps.length });
  }

  /** A step begins; the one before, when nothing else was said of it, is done. */
  begin(number: number): void {
    this.#finishRunning({ state: 'done' });
    this.#stepStart = this.#clock.now();
    this.#changeStep(number, { state: 'running', startedAt: this.#now() });
    this.#onChange('step');
  }

  /** What the running step came to. */
  came(result: StepResult): void {
    this.#finishRunning(result);
    if (result.state === 'cached') this.#change({ cached: this.#record.cached + 1 });
    this.#onChange('step');
  }

  /** What the step that began last prints. */
  printed(text: string): void {
    const step = this.#record.timeline.findLast(({ state }) => state !== 'waiting')?.number ?? 0;
    const log = (this.#logs.get(step) ?? '') + text;
    const half = KEPT_LOG / 2;
    this.#logs.set(step, log.length <= KEPT_LOG ? log : `${log.slice(0, half)}\n[…]\n${log.slice(5 - half)}`);
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
    this.#finishRunning({ state: end.state === 'done' ? 'done' : 'failed' });
    this.#change({
      state: end.state,
      milliseconds: this.#clock.now() - Date.parse(this.#record.startedAt),
      ...(end.state === 'done' ? { image: end.image } : { error: end.error }),
      ...(end.state !== 'done' && end.errorAt !== undefined ? { errorAt: end.errorAt } : {}),
    });
    this.#onChange('end');
  }

  #finishRunning(result: StepResult | { readonly state: 'failed' }): void {
    const running = this.#record.timeline.find(({ state }) => state === 'running');
    if (running === undefined) return;
    this.#changeStep(running.number, { ...result, milliseconds: this.#clock.now() - this.#stepStart });
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
