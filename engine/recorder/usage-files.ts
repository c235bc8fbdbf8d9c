import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import { Journal, type JournalEntry } from './ring/journal.ts';
import { RingFile } from './ring/ring-file.ts';
import { Track } from './ring/track.ts';
import type { Values } from './usage/metrics.ts';

/** The file for what stands in no ring file yet; containers have other names. */
const JOURNAL = 'journal';
/** So many samples of a container are written at once. */
const AT_ONCE = 6;

/** The ring files of all containers; those that run are kept open. What is not in them yet is in the journal. */
export class UsageFiles {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #tracks = new Map<string, Track>();
  readonly #turns = new KeyedMutex();
  #journal: Journal | undefined;
  #failing = false;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Makes the folder, takes away the files of containers that went while no engine ran, and writes what the one before had not. */
  async open(exists: (id: string) => boolean): Promise<void> {
    await this.#attempt(undefined, async () => {
      await makeFolder(this.#folder, 0o700);
      for (const name of await readdir(this.#folder)) {
        if (name !== JOURNAL && !exists(name)) await rm(this.path(name), { force: true, recursive: true });
      }
      this.#journal = await Journal.open(this.path(JOURNAL));
      const left = await this.#journal.read();
      for (const id of new Set(left.map((entry) => entry.id)))
        if (exists(id))
          await this.#takeUp(
            id,
            left.filter((entry) => entry.id === id),
          );
      await this.#journal.empty();
    });
  }

  path(id: string): string {
    return join(this.#folder, id);
  }

  /** Takes a sample of each container in; those without one have ended. `exists` is asked right before a file is made. */
  async record(
    bucket: number,
    used: ReadonlyMap<string, Values>,
    exists: (id: string) => boolean,
  ): Promise<void> {
    const fresh = [...used.keys()].filter((id) => !this.#tracks.has(id));
    await Promise.all(fresh.map((id) => this.#turns.run(id, () => this.#openTrack(id, bucket, exists))));
    for (const [id, values] of used) this.#tracks.get(id)?.add(bucket, values);
    for (const id of this.#tracks.keys()) if (!used.has(id)) await this.end(id);
    await this.#attempt(undefined, async () => await this.#journal?.add(bucket, used));
    if (bucket % AT_ONCE === AT_ONCE - 1) await this.#flushAll();
  }

  /** Writes what is known of a container into its file. */
  async flush(id: string): Promise<void> {
    await this.#turns.run(id, () => this.#attempt(id, async () => await this.#tracks.get(id)?.flush()));
  }

  /** The container does not run any more. */
  async end(id: string): Promise<void> {
    await this.#turns.run(id, () => this.#close(id));
  }

  /** The container is gone. */
  async remove(id: string): Promise<void> {
    await this.#turns.run(id, async () => {
      await this.#close(id);
      await this.#attempt(id, () => rm(this.path(id), { force: true }));
    });
  }

  async close(): Promise<void> {
    for (const id of this.#tracks.keys()) await this.end(id);
    await this.#attempt(undefined, async () => {
      await this.#journal?.empty();
      await this.#journal?.close();
    });
  }

  /** All together: the event loop wakes up a few times, and not once for each. */
  async #flushAll(): Promise<void> {
    await Promise.all([...this.#tracks.keys()].map((id) => this.flush(id)));
    await this.#attempt(undefined, async () => await this.#journal?.empty());
  }

  /** What an engine that was killed had not written into the file; what stands there already is written once more. */
  async #takeUp(id: string, entries: readonly JournalEntry[]): Promise<void> {
    const file = await RingFile.open(this.path(id));
    try {
      await file.write(
        0,
        entries.map(({ slot }) => slot),
      );
    } finally {
      await file.close();
    }
  }

  async #openTrack(id: string, bucket: number, exists: (id: string) => boolean): Promise<void> {
    if (!exists(id)) return;
    await this.#attempt(id, async () => {
      this.#tracks.set(id, await Track.open(this.path(id), bucket));
    });
  }

  async #close(id: string): Promise<void> {
    const track = this.#tracks.get(id);
    this.#tracks.delete(id);
    if (track !== undefined) await this.#attempt(id, () => track.close());
  }

  /** A full disk costs samples and nothing else. */
  async #attempt(id: string | undefined, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing)
        this.#logger.warn('what containers use is not recorded', { container: id, error: messageOf(error) });
      this.#failing = true;
    }
  }
}
