import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import { Track } from './ring/track.ts';
import type { Values } from './usage/metrics.ts';

/** The ring files of all containers; those that run are kept open. */
export class UsageFiles {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #tracks = new Map<string, Track>();
  readonly #turns = new KeyedMutex();
  #failing = false;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Makes the folder, and takes away the files of containers that went while no engine ran. */
  async sweep(exists: (id: string) => boolean): Promise<void> {
    try {
      await makeFolder(this.#folder, 0o700);
      for (const name of await readdir(this.#folder)) {
        if (!exists(name)) await rm(join(this.#folder, name), { force: true, recursive: true });
      }
    } catch (error) {
      this.#logger.warn('what containers use cannot be recorded', { error: messageOf(error) });
    }
  }

  path(id: string): string {
    return join(this.#folder, id);
  }

  /** Writes a sample of each container; those without one have ended. `exists` is asked right before a file is made. */
  async record(
    bucket: number,
    used: ReadonlyMap<string, Values>,
    exists: (id: string) => boolean,
  ): Promise<void> {
    // All together: the event loop wakes up a few times, and not once for each.
    await Promise.all(
      [...used].map(([id, values]) =>
        this.#turns.run(id, async () => {
          if (exists(id)) await this.#attempt(id, () => this.#write(id, bucket, values));
        }),
      ),
    );
    for (const id of this.#tracks.keys()) if (!used.has(id)) await this.end(id);
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
  }

  async #write(id: string, bucket: number, values: Values): Promise<void> {
    let track = this.#tracks.get(id);
    if (track === undefined) {
      track = await Track.open(this.path(id), bucket);
      this.#tracks.set(id, track);
    }
    await track.add(bucket, values);
  }

  async #close(id: string): Promise<void> {
    const track = this.#tracks.get(id);
    this.#tracks.delete(id);
    if (track !== undefined) await this.#attempt(id, () => track.close());
  }

  /** A full disk costs samples and nothing else. */
  async #attempt(id: string, work: () => Promise<void>): Promise<void> {
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
