import { setImmediate as turn } from 'node:timers/promises';
import type { CgroupLayout } from '../../runtime/cgroup/layout.ts';
import type { Values } from './metrics.ts';
import { Counters, type Reading } from './reading.ts';

/** A container that runs, as the recorder needs it. */
export interface RunningContainer {
  readonly id: string;
  /** When this run began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** NaN without a limit. */
  readonly memoryLimit: number;
  readonly cgroup: string;
  readonly networkPid: number | undefined;
}

interface Before {
  readonly run: number;
  readonly at: number;
  readonly reading: Reading;
}

/** Files of this many containers stay open, five of each. */
const MOST_KEPT = 100;
/** Containers that are read without a pause for others: about a millisecond. */
const IN_A_ROW = 5;

const NOTHING: Reading = {
  cpu: 0,
  memory: 0,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  processes: 0,
};

/**
 * Says what containers used since it was asked before. The counters of a run begin at nothing, so a run that began since then
 * (or within `longest` milliseconds, when nobody asked yet) is known from its start.
 */
export class UsageMeter {
  readonly #layout: CgroupLayout;
  readonly #longest: number;
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly run: number; readonly counters: Counters }>();
  #before = new Map<string, Before>();

  constructor(layout: CgroupLayout, longest: number, now: () => number) {
    this.#layout = layout;
    this.#longest = longest;
    this.#now = now;
  }

  async measure(containers: readonly RunningContainer[]): Promise<Map<string, Values>> {
    const after = new Map<string, Before>();
    const used = new Map<string, Values>();
    for (const [index, container] of containers.entries()) {
      const reading = this.#read(container);
      if (reading !== undefined) {
        const now: Before = { run: container.startedAt, at: performance.now(), reading };
        after.set(container.id, now);
        const values = usedBetween(this.#known(container) ?? now, now, container.memoryLimit);
        if (values !== undefined) used.set(container.id, values);
      }
      if (index % IN_A_ROW === IN_A_ROW - 1) await turn();
    }
    for (const id of this.#kept.keys()) if (!after.has(id)) this.forget(id);
    this.#before = after;
    return used;
  }

  /** Closes what is open of a container that ended. */
  forget(id: string): void {
    this.#kept.get(id)?.counters.close();
    this.#kept.delete(id);
  }

  #read(container: RunningContainer): Reading | undefined {
    const { id, startedAt: run } = container;
    const kept = this.#kept.get(id);
    if (kept?.run === run) return kept.counters.read();
    this.forget(id);
    const counters = new Counters(this.#layout, container);
    const reading = counters.read();
    if (reading === undefined || this.#kept.size >= MOST_KEPT) counters.close();
    else this.#kept.set(id, { run, counters });
    return reading;
  }

  #known({ id, startedAt }: RunningContainer): Before | undefined {
    const before = this.#before.get(id);
    if (before?.run === startedAt) return before;
    const age = this.#now() - startedAt;
    if (age < 0 || age > this.#longest) return undefined;
    return { run: startedAt, at: performance.now() - age, reading: NOTHING };
  }
}

/** Undefined when no time went by, or a counter went back. */
function usedBetween(before: Before, after: Before, memoryLimit: number): Values | undefined {
  const seconds = (after.at - before.at) / 1000;
  const [then, now] = [before.reading, after.reading];
  if (seconds <= 0 || now.cpu < then.cpu) return undefined;
  const rate = (from: number, to: number) => (to < from ? Number.NaN : (to - from) / seconds);
  return [
    rate(then.cpu, now.cpu) / 1e9,
    now.memory,
    memoryLimit,
    rate(then.received, now.received),
    rate(then.sent, now.sent),
    rate(then.read, now.read),
    rate(then.written, now.written),
    now.processes,
  ];
}
