import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fault, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { Undo } from '../base/undo.ts';
import { diskFault, makeFolder, syncFolder } from '../disk/atomic-write.ts';
import { removeTree } from '../process/remove-tree.ts';
import { dataFolder, readVolumeRecord, type VolumeRecord, writeVolumeRecord } from './volume-record.ts';

const MAKING = '.making-';
const REMOVING = '.removing-';

/**
 * All volumes, in memory and on disk. A volume is made aside and gets its name by one rename, and loses it by one, so after
 * a crash it is there whole or not at all.
 */
export class VolumeStore {
  readonly root: string;
  readonly #logger: Logger;
  readonly #records = new Map<string, VolumeRecord>();
  readonly #locks = new KeyedMutex();

  constructor(root: string, logger: Logger) {
    this.root = root;
    this.#logger = logger;
  }

  /** Reads all volumes, and takes away what a crash left half-made or half-removed. */
  async open(): Promise<void> {
    await makeFolder(this.root, 0o711);
    for (const name of await readdir(this.root)) {
      const folder = join(this.root, name);
      if (name.startsWith(MAKING) || name.startsWith(REMOVING)) {
        this.#free(folder);
        continue;
      }
      try {
        const record = await readVolumeRecord(folder);
        if (record?.name === name) this.#records.set(name, record);
        else this.#logger.error('a volume has no record; its folder is left as it is', { folder });
      } catch (error) {
        this.#logger.error('a volume’s record cannot be read; its folder is left as it is', {
          folder,
          error: messageOf(error),
        });
      }
    }
  }

  all(): VolumeRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  peek(name: string): VolumeRecord | undefined {
    return this.#records.get(name);
  }

  /** Throws `not-found` in Docker's words. */
  get(name: string): VolumeRecord {
    const record = this.#records.get(name);
    if (record === undefined) throw fault('not-found', `get ${name}: no such volume`);
    return record;
  }

  /** The folder of all that belongs to a volume. */
  folder(name: string): string {
    return join(this.root, name);
  }

  /** The folder of its files. */
  data(name: string): string {
    return dataFolder(this.folder(name));
  }

  /** Runs `section` alone among the sections of this volume. */
  lock<T>(name: string, section: () => Promise<T>): Promise<T> {
    return this.#locks.run(name, section);
  }

  /** Makes a volume that is not there; `fill` may put something into its folder before it gets its name. Run it under its lock. */
  async add(record: VolumeRecord, fill?: (folder: string) => Promise<void>): Promise<void> {
    const folder = join(this.root, MAKING + randomBytes(6).toString('hex'));
    try {
      await Undo.run(async (undo) => {
        await mkdir(folder, 0o711);
        undo.add('make the folder', () => removeTree(folder));
        await mkdir(dataFolder(folder), 0o755);
        await fill?.(folder);
        await writeVolumeRecord(folder, record);
        await rename(folder, this.folder(record.name));
      });
    } catch (cause) {
      const code = errnoOf(cause);
      if (code === 'ENOTEMPTY' || code === 'EEXIST') {
        throw fault(
          'conflict',
          `create ${record.name}: a folder of that name, not a volume, is in the way`,
          cause,
        );
      }
      throw code === undefined ? cause : diskFault(`make the volume ${record.name}`, cause);
    }
    await syncFolder(this.root);
    this.#records.set(record.name, record);
  }

  /**
   * Removes a volume, after `unmount`: from this moment on nobody finds it and can begin to use it; it is back when something
   * fails. Its bytes are free when the answer was called. Run it under its lock, and the answer outside.
   */
  async remove(name: string, unmount: () => Promise<void>): Promise<() => Promise<void>> {
    const record = this.get(name);
    this.#records.delete(name);
    const gone = join(this.root, REMOVING + randomBytes(6).toString('hex'));
    try {
      await unmount();
      await this.#setAside(name, gone);
    } catch (error) {
      this.#records.set(name, record);
      throw error;
    }
    return () => removeTree(gone);
  }

  async #setAside(name: string, gone: string): Promise<void> {
    try {
      await rename(this.folder(name), gone);
      await syncFolder(this.root);
    } catch (cause) {
      throw diskFault(`remove the volume ${name}`, cause);
    }
  }

  #free(folder: string): void {
    removeTree(folder).catch((error: unknown) =>
      this.#logger.warn('cannot free disk space', { folder, error: messageOf(error) }),
    );
  }
}
