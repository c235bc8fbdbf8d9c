import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import { Journal } from './ring/journal.ts';
import { Owed } from './ring/owed.ts';
import { Track } from './ring/track.ts';
import type { Values } from './usage/metrics.ts';

/** The file for what stands in no ring file yet; containers have other names. */
const JOURNAL = 'journal';
/** So many samples of a container are written at once. */
const AT_ONCE = 6;

/** What can fail by itself, and what is said then: once, until all of it works again. */
const FAILURES = {
  files: 'what containers use is not recorded',
  journal: 'what containers used in the last minute is lost if the engine is killed',
};

/** The ring files of all containers; those that run are kept open. What is not in them yet is in the journal. */
export class UsageFiles {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #tracks = new Map<string, Track>();
  /** For containers without a track. */
  readonly #owed = new Owed();
  readonly #turns = new KeyedMutex();
  readonly #failing = new Set<keyof typeof FAILURES>();
  #journal: Journal | undefined;
  /** Since the journal was to be emptied. */
  #looks = 0;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Makes the folder, takes away the files of containers that went while no engine ran, and writes what the one before had not. */
  async open(exists: (id: string) => boolean): Promise<void> {
    await this.#attempt('files', undefined, async () => {
      await makeFolder(this.#folder, 0o700);
      const gone = (await readdir(this.#folder)).filter((name) => name !== JOURNAL && !exists(name));
      for (const name of gone)
        await this.#attempt('files', name, () => rm(this.path(name), { force: true, recursive: true }));
    });
    await this.#attempt('journal', undefined, async () => {
      this.#journal = await Journal.open(this.path(JOURNAL));
      for (const { id, slot } of await this.#journal.read()) if (exists(id)) this.#owed.add(id, [slot]);
    });
    await this.#writeAll();
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
    for (const [id, values] of used) {
      this.#tracks.get(id)?.add(bucket, values);
      if (this.#owed.has(id)) this.#owed.add(id, [{ bucket, count: 1, average: values, max: values }]);
    }
    for (const id of this.#tracks.keys()) if (!used.has(id)) await this.end(id);
    if (await this.#attempt('journal', undefined, async () => await this.#journal?.add(bucket, used)))
      this.#failing.delete('journal');
    this.#looks += 1;
    if (this.#looks >= AT_ONCE || this.#journal?.full === true) await this.#writeAll();
  }

  /** Writes what is known of a container into its file. */
  async flush(id: string): Promise<void> {
    await this.#write(id);
  }

  /** The container does not run any more. */
  async end(id: string): Promise<void> {
    await this.#turns.run(id, () => this.#close(id));
  }

  /** The container is gone. */
  async remove(id: string): Promise<void> {
    await this.#turns.run(id, async () => {
      await this.#close(id);
      this.#owed.forget(id);
      await this.#attempt('files', id, () => rm(this.path(id), { force: true }));
    });
  }

  async close(): Promise<void> {
    for (const id of this.#tracks.keys()) await this.end(id);
    await this.#writeAll();
    await this.#attempt('journal', undefined, async () => await this.#journal?.close());
  }

  /** All together: the event loop wakes up a few times, and not once for each. The journal goes when none of it is missed. */
  async #writeAll(): Promise<void> {
    this.#looks = 0;
    const ids = [...this.#tracks.keys(), ...this.#owed.ids()];
    const whole = (await Promise.all(ids.map((id) => this.#write(id)))).every(Boolean);
    if (!whole && this.#journal?.full !== true) return;
    if (!whole)
      this.#logger.warn('samples that cannot be written are in memory only: their journal was full');
    const emptied = await this.#attempt('files', undefined, async () => await this.#journal?.empty());
    if (whole && emptied) this.#failing.delete('files');
  }

  /** Answers whether all that is known of the container stands in its file. */
  async #write(id: string): Promise<boolean> {
    return await this.#turns.run(id, () =>
      this.#attempt('files', id, async () => {
        await this.#tracks.get(id)?.flush();
        await this.#owed.write(id, this.path(id));
      }),
    );
  }

  async #openTrack(id: string, bucket: number, exists: (id: string) => boolean): Promise<void> {
    if (!exists(id)) return;
    const opened = await this.#attempt('files', id, async () => {
      await this.#owed.write(id, this.path(id));
      this.#tracks.set(id, await Track.open(this.path(id), bucket));
    });
    if (!opened) this.#owed.add(id, []);
  }

  async #close(id: string): Promise<void> {
    const track = this.#tracks.get(id);
    this.#tracks.delete(id);
    if (track === undefined) return;
    if (!(await this.#attempt('files', id, () => track.close()))) this.#owed.add(id, track.unwritten);
  }

  /** A full disk costs samples and nothing else. Answers whether it worked. */
  async #attempt(
    what: keyof typeof FAILURES,
    id: string | undefined,
    work: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!this.#failing.has(what))
        this.#logger.warn(FAILURES[what], { container: id, error: messageOf(error) });
      this.#failing.add(what);
      return false;
    }
  }
}
