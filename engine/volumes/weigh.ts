import { join } from 'node:path';
import { z } from 'zod';
import type { VolumeUsage } from '../api/types/volume.ts';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { readJson, writeJson } from '../disk/atomic-write.ts';
import type { EventBus } from '../events/bus.ts';
import { weighTree } from '../process/weigh-tree.ts';
import { tellVolume } from './events.ts';
import type { VolumeStore } from './volume-store.ts';

const FILE = 'usage.json';
const shape = z.object({ bytes: z.number(), newest: z.string(), measuredAt: z.string() });
/** A weight so young is as good as a new one. */
const FRESH_MS = 2_000;
/** What took long to weigh is weighed less often: at most this part of the time goes into it. */
const SHARE = 20;

interface Known {
  readonly usage: VolumeUsage;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly took: number;
}

/**
 * What volumes weigh. Weighing is done one volume at a time, beside us; what is known is kept, also on disk, and told until
 * something newer has come, which the event `volume measure` announces.
 */
export class Weights {
  readonly #store: VolumeStore;
  readonly #events: EventBus;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #known = new Map<string, Known>();
  readonly #underWay = new Map<string, Promise<VolumeUsage>>();
  readonly #closing = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    readonly store: VolumeStore;
    readonly events: EventBus;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#store = parts.store;
    this.#events = parts.events;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** Reads what was known when the engine ended. */
  async open(): Promise<void> {
    for (const { name } of this.#store.all()) {
      const kept = shape.safeParse(await readJson(this.#file(name)).catch(() => undefined));
      if (kept.success) this.#known.set(name, { usage: kept.data, at: 0, took: 0 });
    }
  }

  /** What is known now; starts a weighing when that is old. */
  peek(name: string): { readonly usage: VolumeUsage | null; readonly measuring: boolean } {
    const known = this.#known.get(name);
    const now = this.#clock.now();
    const isOld = known === undefined || now - known.at > Math.max(FRESH_MS, SHARE * known.took);
    if (isOld) {
      this.measure(name).catch((error: unknown) => {
        if (!this.#closing.signal.aborted && this.#store.peek(name) !== undefined) {
          this.#logger.warn('cannot weigh a volume', { volume: name, error: messageOf(error) });
        }
      });
    }
    return { usage: known?.usage ?? null, measuring: this.#underWay.has(name) };
  }

  /** A weight that is fresh, however long that takes. Throws `system` when the files cannot be read. */
  async fresh(name: string): Promise<VolumeUsage> {
    const known = this.#known.get(name);
    if (known !== undefined && this.#clock.now() - known.at <= FRESH_MS) return known.usage;
    return await this.measure(name);
  }

  /** Weighs a volume, or joins those who wait for that already. */
  measure(name: string): Promise<VolumeUsage> {
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) return underWay;
    const measured = this.#queue.then(() => this.#measure(name)).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, measured);
    this.#queue = measured.catch(() => undefined);
    return measured;
  }

  forget(name: string): void {
    this.#known.delete(name);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closing.abort();
  }

  async #measure(name: string): Promise<VolumeUsage> {
    this.#store.get(name);
    const begun = this.#clock.now();
    const { bytes, newest } = await weighTree(this.#store.data(name), this.#closing.signal);
    const at = this.#clock.now();
    const usage: VolumeUsage = {
      bytes,
      newest: new Date(newest).toISOString(),
      measuredAt: new Date(at).toISOString(),
    };
    const before = this.#known.get(name)?.usage;
    this.#known.set(name, { usage, at, took: at - begun });
    if (before?.bytes !== usage.bytes || before.newest !== usage.newest) {
      await this.#keep(name, usage);
      this.#underWay.delete(name); // whoever asks because of the event is to hear that it has ended
      tellVolume(this.#events, name, 'measure', { driver: 'local', bytes: String(bytes) });
    }
    return usage;
  }

  async #keep(name: string, usage: VolumeUsage): Promise<void> {
    await this.#store.lock(name, async () => {
      if (this.#store.peek(name) === undefined) return;
      await writeJson(this.#file(name), usage, { durable: false, mode: 0o600 }).catch(() => undefined);
    });
  }

  #file(name: string): string {
    return join(this.#store.folder(name), FILE);
  }
}
