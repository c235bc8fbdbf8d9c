import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BuildRecord, BuildSummary } from '../../api/types/build.ts';
import { fault, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { makeFolder, readJson, writeJson } from '../../disk/atomic-write.ts';
import type { BuildJournal } from './build-journal.ts';

/** How many builds are kept. */
const KEPT = 100;

const shape = z.object({
  schema: z.literal(1),
  record: z
    .object({ id: z.string(), state: z.string(), startedAt: z.string(), timeline: z.array(z.unknown()) })
    .loose(),
  logs: z.record(z.string(), z.string()),
});

interface Kept {
  readonly record: BuildRecord;
  readonly logs: Readonly<Record<string, string>>;
}

/** The builds that are under way and those that ended, one file each: `<id>.json`. */
export class BuildRecords {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #past = new Map<string, Kept>();
  readonly #running = new Map<string, { readonly journal: BuildJournal; readonly stop: AbortController }>();

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Reads what is there. A build that was under way when the engine died has failed by that. */
  async open(): Promise<void> {
    await makeFolder(this.#folder, 0o700);
    for (const name of await readdir(this.#folder)) {
      const kept = await this.#read(join(this.#folder, name));
      if (kept === undefined) continue;
      const { record } = kept;
      const interrupted = { state: 'failed', error: 'the engine ended in the middle of it' } as const;
      this.#past.set(
        record.id,
        record.state === 'running' ? { ...kept, record: { ...record, ...interrupted } } : kept,
      );
    }
  }

  /** A build begins; its record can be asked for from now on. Throws `conflict` for an id that was used before. */
  async begin(journal: BuildJournal, stop: AbortController): Promise<void> {
    if (this.#running.has(journal.id) || this.#past.has(journal.id))
      throw fault('conflict', `the build ${journal.id} exists already`);
    this.#running.set(journal.id, { journal, stop });
    await this.#write({ record: journal.record, logs: {} });
  }

  async end({ id, record, logs }: BuildJournal): Promise<void> {
    this.#running.delete(id);
    this.#past.set(id, { record, logs });
    await this.#write({ record, logs });
    const past = this.list().filter((one) => this.#past.has(one.id));
    for (const { id: old } of past.slice(KEPT)) {
      // One that stays is tried again when the next build ends.
      await this.#forget(old).catch((error: unknown) =>
        this.#logger.warn('the record of an old build stays', { build: old, error: messageOf(error) }),
      );
    }
  }

  /** Forgets all builds that have ended; answers which. */
  async prune(): Promise<readonly string[]> {
    const ids = [...this.#past.keys()];
    const gone: string[] = [];
    for (const id of ids) if (await this.#forget(id)) gone.push(id);
    return gone;
  }

  /** Newest first. */
  list(): readonly BuildSummary[] {
    const records = [
      ...[...this.#running.values()].map(({ journal }) => journal.record),
      ...[...this.#past.values()].map(({ record }) => record),
    ];
    return records.map(summaryOf).sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  /** Throws `not-found`. */
  get(id: string): BuildRecord {
    return this.#running.get(id)?.journal.record ?? this.#kept(id).record;
  }

  /** What a step printed, or all of them. Throws `not-found`. */
  log(id: string, step: number | undefined): string {
    const running = this.#running.get(id);
    if (running !== undefined) return running.journal.log(step);
    const { logs } = this.#kept(id);
    if (step !== undefined) return logs[String(step)] ?? '';
    const numbers = Object.keys(logs)
      .map(Number)
      .sort((a, b) => a - b);
    return numbers.map((number) => logs[String(number)] ?? '').join('');
  }

  /** Ends a build that is under way. Throws `not-found`, `conflict` when it has ended. */
  cancel(id: string): void {
    const running = this.#running.get(id);
    if (running !== undefined) running.stop.abort();
    else throw fault('conflict', `the build ${this.#kept(id).record.id} has ended already`);
  }

  /** Forgets a build that has ended. Throws `not-found`, `conflict` while it is under way. */
  async remove(id: string): Promise<void> {
    if (this.#running.has(id)) throw fault('conflict', `the build ${id} is under way; cancel it first`);
    this.#kept(id);
    await this.#forget(id);
  }

  /** False when somebody else forgot it meanwhile. */
  async #forget(id: string): Promise<boolean> {
    if (!this.#past.has(id)) return false;
    await rm(this.#pathOf(id), { force: true });
    return this.#past.delete(id);
  }

  #kept(id: string): Kept {
    const kept = this.#past.get(id);
    if (kept === undefined) throw fault('not-found', `No such build: ${id}`);
    return kept;
  }

  #pathOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #write(kept: Kept): Promise<void> {
    try {
      await writeJson(this.#pathOf(kept.record.id), { schema: 1, ...kept }, { durable: false, mode: 0o600 });
    } catch (error) {
      this.#logger.warn('the record of a build is not kept', {
        build: kept.record.id,
        error: messageOf(error),
      });
    }
  }

  async #read(path: string): Promise<Kept | undefined> {
    try {
      const found = await readJson(path);
      return found === undefined ? undefined : (shape.parse(found) as unknown as Kept);
    } catch (error) {
      this.#logger.warn('the record of a build cannot be read', { path, error: messageOf(error) });
      return undefined;
    }
  }
}

function summaryOf(record: BuildRecord): BuildSummary {
  const { id, tags, state, startedAt, milliseconds, steps, cached, image, error } = record;
  return {
    id,
    tags,
    state,
    startedAt,
    steps,
    cached,
    ...(milliseconds === undefined ? {} : { milliseconds }),
    ...(image === undefined ? {} : { image }),
    ...(error === undefined ? {} : { error }),
  };
}
