import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fault } from '../base/errors.ts';
import { isId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { makeFolder, readJson, removeTemporary, syncFolder, writeJson } from '../disk/atomic-write.ts';
import type { NetworkRecord } from './network-record.ts';

const head = z.object({
  schema: z.literal(1),
  id: z.string().refine(isId),
  name: z.string(),
  driver: z.enum(['bridge', 'host', 'null', 'macvlan', 'ipvlan']),
  subnets: z.array(z.object({ subnet: z.string() })),
});

/** Every network there is: in memory, and each as a file below the data root. */
export class NetworkStore {
  readonly #folder: string;
  readonly #records = new Map<string, NetworkRecord>();
  /** By id: one that is removed while it is written must not come back. */
  readonly #disk = new KeyedMutex();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads what is there. A record that cannot be read is told and left as it is. */
  static async open(folder: string, logger: Logger): Promise<NetworkStore> {
    const store = new NetworkStore(folder);
    await makeFolder(folder, 0o710);
    await removeTemporary(folder);
    for (const file of await readdir(folder)) {
      try {
        const value = await readJson(join(folder, file));
        const { id } = head.parse(value);
        store.#records.set(id, value as NetworkRecord);
      } catch (error) {
        logger.error('a network record cannot be read; it is left as it is', { file, error: String(error) });
      }
    }
    return store;
  }

  /** In the order in which they were made. */
  all(): readonly NetworkRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.created < b.created ? -1 : 1));
  }

  get(id: string): NetworkRecord | undefined {
    return this.#records.get(id);
  }

  named(name: string): NetworkRecord | undefined {
    return this.all().find((record) => record.name === name);
  }

  /** By id, name or a unique prefix of an id. Throws `not-found`, and `invalid` for a prefix of several. */
  find(ref: string): NetworkRecord {
    const found = this.#records.get(ref) ?? this.named(ref);
    if (found !== undefined) return found;
    const starting = ref === '' ? [] : this.all().filter(({ id }) => id.startsWith(ref));
    if (starting.length > 1) {
      throw fault(
        'invalid',
        `network ${ref} is ambiguous (${starting.length} matches found based on ID prefix)`,
      );
    }
    if (starting[0] === undefined) throw fault('not-found', `network ${ref} not found`);
    return starting[0];
  }

  /** Known at once, on disk when this resolves; neither when it throws. */
  async add(record: NetworkRecord): Promise<void> {
    this.#records.set(record.id, record);
    try {
      await this.#write(record);
    } catch (error) {
      this.#records.delete(record.id);
      throw error;
    }
  }

  /** Throws `not-found` for one that is gone, also when it goes meanwhile. */
  async update(record: NetworkRecord): Promise<void> {
    this.present(record);
    await this.#write(record);
    this.present(record);
    this.#records.set(record.id, record);
  }

  /** The record as it is now. Throws `not-found` when it was removed since it was found. */
  present({ id, name }: NetworkRecord): NetworkRecord {
    const record = this.#records.get(id);
    if (record === undefined) throw fault('not-found', `network ${name} not found`);
    return record;
  }

  /** Gone at once for whoever looks for it, and on disk when this resolves; neither when it throws. */
  async remove(id: string): Promise<void> {
    const record = this.#records.get(id);
    this.#records.delete(id);
    try {
      await this.#disk.run(id, async () => {
        await rm(this.#path(id), { force: true });
        await syncFolder(this.#folder);
      });
    } catch (error) {
      if (record !== undefined) this.#records.set(id, record);
      throw error;
    }
  }

  async #write(record: NetworkRecord): Promise<void> {
    await this.#disk.run(record.id, async () => {
      if (!this.#records.has(record.id)) return;
      await writeJson(this.#path(record.id), record, { durable: true, mode: 0o600 });
    });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
