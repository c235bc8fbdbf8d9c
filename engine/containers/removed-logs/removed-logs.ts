import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RemovedLogBackend } from '../../api/backends/removed-logs.ts';
import type { RemovedLog, RemovedLogsDeleted } from '../../api/types/removed-log.ts';
import type { Clock } from '../../base/clock.ts';
import { fault, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { selectEntries } from '../logs/read-logs.ts';
import type { ContainerRecord } from '../record.ts';
import { bytesOf, factsOf, LOG_NAME, logNames, readKept, writeFacts } from './kept-log.ts';

/** A loop of short `docker run --rm` would else make a folder for each, and a request of the window. */
const MOST_LOGS = 200;

/**
 * The logs of containers that were removed, until their size reaches a limit: then the oldest go. On disk, below the data root:
 *
 *     removed-logs/
 *       <id>/
 *         removed.json        whose log it is
 *         container.log …     its files, as the container had them
 */
export class RemovedLogs implements RemovedLogBackend {
  readonly #root: string;
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** In the order of removal. */
  readonly #kept = new Map<string, RemovedLog>();
  readonly #mutex = new KeyedMutex();

  private constructor(parts: RemovedLogParts) {
    this.#root = parts.root;
    this.#limit = parts.limit;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** Reads what there is, takes away what a crash left half-made, and what is beyond the limit. */
  static async open(parts: RemovedLogParts): Promise<RemovedLogs> {
    const logs = new RemovedLogs(parts);
    await makeFolder(parts.root, 0o700);
    const names = await readdir(parts.root);
    const found = await Promise.all(names.map((name) => readKept(join(parts.root, name))));
    for (const [index, name] of names.entries()) {
      if (found[index]?.id !== name) await rm(join(parts.root, name), { recursive: true, force: true });
    }
    const whole = found.filter((one, index) => one?.id === names[index]).filter((one) => one !== undefined);
    for (const one of whole.toSorted((a, b) => Date.parse(a.removed) - Date.parse(b.removed)))
      logs.#kept.set(one.id, one);
    await logs.#makeRoom();
    return logs;
  }

  /**
   * Takes the log out of the folder of a container that is being removed; safe to begin again after a crash in the middle. What
   * printed nothing leaves nothing. Never rejects: a removal does not fail for a log.
   */
  async keep(record: ContainerRecord, folder: string): Promise<void> {
    try {
      await this.#mutex.run('all', () => this.#keep(record, folder));
    } catch (error) {
      await this.#drop(record.id).catch(() => undefined);
      this.#logger.warn('the log of a removed container is lost', {
        container: record.id,
        error: messageOf(error),
      });
    }
  }

  async #keep(record: ContainerRecord, folder: string): Promise<void> {
    const own = join(this.#root, record.id);
    const begun = this.#kept.has(record.id);
    const bytes = (await bytesOf(folder)) + (begun ? await bytesOf(own) : 0);
    if (bytes === 0 || bytes > this.#limit) return;
    await makeFolder(own, 0o700);
    const facts = factsOf(record, new Date(this.#clock.now()).toISOString());
    await writeFacts(own, facts);
    for (const name of await logNames(folder)) await rename(join(folder, name), join(own, name));
    this.#kept.delete(record.id);
    this.#kept.set(record.id, { ...facts, bytes });
    await this.#makeRoom();
  }

  async #makeRoom(): Promise<void> {
    for (const [id] of this.#kept) {
      if (this.#bytes() <= this.#limit && this.#kept.size <= MOST_LOGS) return;
      await this.#drop(id);
    }
  }

  async #drop(id: string): Promise<void> {
    this.#kept.delete(id);
    await rm(join(this.#root, id), { recursive: true, force: true });
  }

  #bytes(): number {
    return [...this.#kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  list() {
    return { bytes: this.#bytes(), limit: this.#limit, logs: [...this.#kept.values()].reverse() };
  }

  read: RemovedLogBackend['read'] = (id, options, signal) => {
    const { tty } = this.#get(id);
    const path = join(this.#root, id, LOG_NAME);
    return { tty, entries: selectEntries(path, { ...options, follow: undefined }, signal) };
  };

  delete(id?: string): Promise<RemovedLogsDeleted> {
    return this.#mutex.run('all', async () => {
      const going = id === undefined ? [...this.#kept.values()] : [this.#get(id)];
      for (const one of going) await this.#drop(one.id);
      return { deleted: going.length, freed: going.reduce((sum, { bytes }) => sum + bytes, 0) };
    });
  }

  #get(id: string): RemovedLog {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw fault('not-found', `No log of a removed container: ${id}`);
    return kept;
  }
}

/** What `RemovedLogs` works with. */
export interface RemovedLogParts {
  readonly root: string;
  /** Bytes; 0 keeps none. */
  readonly limit: number;
  readonly clock: Clock;
  readonly logger: Logger;
}
