import type { Usage, UsageLine } from '../api/types/recorder.ts';
import type { Clock } from '../base/clock.ts';
import type { RunningContainer, UsageMeter } from './usage/meter.ts';
import { METRICS, shown, type Values } from './usage/metrics.ts';

const EVERY_MS = 2000;

/** One meter for all who look, running only while somebody does. */
export class LiveUsage {
  readonly #meter: UsageMeter;
  readonly #running: () => readonly RunningContainer[];
  readonly #clock: Clock;
  #next: Promise<UsageLine> | undefined;
  #measured = Number.NEGATIVE_INFINITY;

  constructor(meter: UsageMeter, running: () => readonly RunningContainer[], clock: Clock) {
    this.#meter = meter;
    this.#running = running;
    this.#clock = clock;
  }

  /** `first` at once, then a line every two seconds. Who reads slowly misses lines; nothing waits for anybody. */
  async *lines(first: UsageLine, signal: AbortSignal): AsyncGenerator<UsageLine> {
    const over = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined);
      else signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    yield first;
    for (;;) {
      const line = await Promise.race([this.#line(), over]);
      if (line === undefined) return;
      yield line;
    }
  }

  #line(): Promise<UsageLine> {
    this.#next ??= this.#measure().finally(() => {
      this.#next = undefined;
    });
    return this.#next;
  }

  async #measure(): Promise<UsageLine> {
    // What was used since somebody looked last, perhaps an hour ago, is not what is used now.
    if (performance.now() - this.#measured > 2 * EVERY_MS) await this.#meter.measure(this.#running());
    await this.#clock.sleep(EVERY_MS - (this.#clock.now() % EVERY_MS));
    const used = await this.#meter.measure(this.#running());
    this.#measured = performance.now();
    return lineOf(this.#clock.now(), used);
  }
}

export function lineOf(time: number, used: ReadonlyMap<string, Values>): UsageLine {
  return { time, containers: [...used].map(([id, values]) => ({ id, ...usageOf(values) })) };
}

function usageOf(values: Values): Usage {
  return Object.fromEntries(
    METRICS.map((metric, index) => {
      const value = values[index] ?? Number.NaN;
      return [metric, shown(value)];
    }),
  ) as unknown as Usage;
}
