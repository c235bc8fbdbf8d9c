import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';

const shape = z.object({
  schema: z.literal(1),
  used: z.record(z.string(), z.object({ at: z.number(), count: z.number() })),
  bases: z.record(z.string(), z.string()).default({}),
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
  #bases = new Map<string, string>();
  #writing: NodeJS.Timeout | undefined;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** Reads what is there; what cannot be read is as never used. */
  async open(): Promise<void> {
    const found = shape.safeParse(await readJson(this.#path).catch(() => undefined));
    if (!found.success) return;
    this.#used = new Map(Object.entries(found.data.used));
    this.#bases = new Map(Object.entries(found.data.bases));
  }

  of(name: string): Use | undefined {
    return this.#used.get(name);
  }

  used(name: string): void {
    const count = (this.#used.get(name)?.count ?? 0) + 1;
    this.#used.set(name, { at: this.#clock.now(), count });
    this.#writeSoon();
  }

  /** A FROM line of this name gave an image; answers whether it gave another one the last time. */
  isOtherBase(name: string, image: string): boolean {
    const before = this.#bases.get(name);
    if (before === image) return false;
    this.#bases.set(name, image);
    this.#writeSoon();
    return before !== undefined;
  }

  forget(names: Iterable<string>): void {
    for (const name of names) this.#used.delete(name);
    this.#writeSoon();
  }

  #writeSoon(): void {
    if (this.#writing !== undefined) return;
    this.#writing = setTimeout(() => {
      this.#writing = undefined;
      const [used, bases] = [Object.fromEntries(this.#used), Object.fromEntries(this.#bases)];
      void writeJson(this.#path, { schema: 1, used, bases }, { durable: false, mode: 0o600 }).catch(
        () => undefined,
      );
    }, WRITE_AFTER_MS).unref();
  }
}
