import { fault, messageOf } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { removeTree } from '../process/remove-tree.ts';
import {
  type ContainerRecord,
  folderOf,
  recordPath,
  type StoredState,
  writeRecord,
  writeState,
} from './record.ts';
import { type ContainerState, CREATED } from './state.ts';

/** A container in memory: its record, its state, and who waits for what. */
export interface Entry {
  readonly record: ContainerRecord;
  readonly stored: StoredState;
}

/** Told about every change of state, in order. `undefined` after: it was removed. */
export type StateListener = (id: string, before: ContainerState, after: ContainerState | undefined) => void;

/**
 * All containers, in memory and on disk. Values are immutable; a change replaces the entry and is on disk before the
 * promise resolves. Sections under `lock` of one container run one after the other.
 */
export class ContainerStore {
  readonly root: string;
  readonly #logger: Logger;
  readonly #entries = new Map<string, Entry>();
  readonly #names = new Map<string, string>();
  readonly #locks = new KeyedMutex();
  readonly #writes = new KeyedMutex();
  readonly #listeners = new Set<StateListener>();

  constructor(root: string, logger: Logger = silentLogger) {
    this.root = root;
    this.#logger = logger;
  }

  /** The folder of a container's files. */
  folder(id: string): string {
    return folderOf(this.root, id);
  }

  /** Runs `section` alone among the sections of this container. */
  lock<T>(id: string, section: () => Promise<T>): Promise<T> {
    return this.#locks.run(id, section);
  }

  onState(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  peek(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** The entry of an exact id. Throws `not-found`. */
  get(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw fault('not-found', `No such container: ${id}`);
    return entry;
  }

  /** Finds a container by full id, name, or a prefix of an id that only one has, in this order, as Docker does. */
  find(ref: string): Entry {
    const exact = this.#entries.get(ref);
    if (exact !== undefined) return exact;
    const named = this.#names.get(ref.startsWith('/') ? ref.slice(1) : ref);
    if (named !== undefined) return this.get(named);
    const matches = ref === '' ? [] : [...this.#entries.keys()].filter((id) => id.startsWith(ref));
    const [only, second] = matches;
    if (second !== undefined) {
      throw fault('invalid', `Multiple IDs found with provided prefix: ${ref}`);
    }
    if (only === undefined) throw fault('not-found', `No such container: ${ref}`);
    return this.get(only);
  }

  nameIsTaken(name: string): boolean {
    return this.#names.has(name);
  }

  /** Reserves a name for `id`. Throws `conflict` in Docker's words. */
  reserveName(name: string, id: string): void {
    const holder = this.#names.get(name);
    if (holder !== undefined && holder !== id) {
      throw fault(
        'conflict',
        `Conflict. The container name "/${name}" is already in use by container "${holder}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    }
    this.#names.set(name, id);
  }

  releaseName(name: string, id: string): void {
    if (this.#names.get(name) === id) this.#names.delete(name);
  }

  /** Takes in a container that is on disk already. */
  adopt(record: ContainerRecord, stored: StoredState): void {
    this.reserveName(record.name, record.id);
    this.#entries.set(record.id, { record, stored });
  }

  /** Writes and takes in a new container, whose name is reserved and whose folder is there. */
  async add(record: ContainerRecord): Promise<void> {
    const stored: StoredState = { schema: 1, state: CREATED, restartCount: 0, stoppedByHand: false };
    await writeState(this.root, record.id, stored);
    await writeRecord(this.root, record);
    this.adopt(record, stored);
  }

  /** Changes what a container is. The name must be reserved. */
  async updateRecord(id: string, change: Partial<ContainerRecord>): Promise<void> {
    const entry = this.get(id);
    const record = { ...entry.record, ...change };
    await writeRecord(this.root, record);
    this.#entries.set(id, { ...this.get(id), record });
  }

  /** Changes how a container is doing, and tells the listeners when its state is another. */
  async updateState(id: string, change: Partial<Omit<StoredState, 'schema'>>): Promise<void> {
    this.noteState(id, change);
    await this.#writes.run(id, () => this.#writeState(id));
  }

  /** The same in memory only: what is on disk has to lead to the same. */
  noteState(id: string, change: Partial<Omit<StoredState, 'schema'>>): void {
    const before = this.get(id).stored;
    const stored = { ...before, ...change };
    this.#entries.set(id, { ...this.get(id), stored });
    if (stored.state !== before.state) this.#tell(id, before.state, stored.state);
  }

  /**
   * Writes what is newest, so that of two changes at the same time the later one stays. What cannot be written is kept in memory and written with the next change: a container that filled the disk must still
   * be stopped and removed, and the kernel can tell its state again.
   */
  async #writeState(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    try {
      await writeState(this.root, id, entry.stored);
    } catch (error) {
      this.#logger.error('the state of a container is not on disk', {
        container: id,
        error: messageOf(error),
      });
    }
  }

  /** Removes a container's files and forgets it. */
  async remove(id: string): Promise<void> {
    const entry = this.get(id);
    // The record first: without it, whatever a crash leaves of the folder is swept.
    await removeTree(recordPath(this.root, id), this.folder(id));
    this.#entries.delete(id);
    this.releaseName(entry.record.name, id);
    this.#tell(id, entry.stored.state, undefined);
  }

  #tell(id: string, before: ContainerState, after: ContainerState | undefined): void {
    for (const listener of this.#listeners) listener(id, before, after);
  }
}
