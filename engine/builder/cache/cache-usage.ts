import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';

const shape = z.object({
  schema: z.literal(1),
  used: z.record(z.string(), z.object({ at: z.number(), count: z.number() })),
});

/** When something of the cache was used last (milliseconds since the epoch), and how often. */
export interface Use {
  readonly at: number;
  readonly count: number;
}

/** Changes are written together after so long; what a crash takes of them only makes things look older. */
const WRITE_AFTER_MS = 1000;

/** How the parts of the cache (images by their id, cache mounts by the name of their folder) were used. */
export class CacheUsage {
  readonly #path: string;
  readonly #clock: Clock;
  #used = new Map<string, Use>();
  #writing: NodeJS.Timeout | undefined;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** Reads what is there; what cannot be read is as never used. */
  async open(): Promise<void> {
    const found = shape.safeParse(await readJson(this.#path).catch(() => undefined));
    if (found.success) this.#used = new Map(Object.entries(found.data.used));
  }

  of(name: string): Use | undefined {
    return this.#used.get(name);
  }

  used(name: string): void {
    const count = (this.#used.get(name)?.count ?? 0) + 1;
    this.#used.set(name, { at: this.#clock.now(), count });
    this.#writeSoon();
  }

  forget(names: Iterable<string>): void {
    for (const name of names) this.#used.delete(name);
    this.#writeSoon();
  }

  #writeSoon(): void {
    this.#writing ??= setTimeout(() => {
      this.#writing = undefined;
      const file = { schema: 1, used: Object.fromEntries(this.#used) };
      void writeJson(this.#path, file, { durable: false, mode: 0o600 }).catch(() => undefined);
    }, WRITE_AFTER_MS).unref();
  }
}
