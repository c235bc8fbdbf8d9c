import { type FileHandle, open } from 'node:fs/promises';
import type { Values } from '../usage/metrics.ts';
import { decodeSlot, encodeSlot, SLOT_BYTES, type Slot } from './slot.ts';

/** A sample, and whose it is. */
export interface JournalEntry {
  readonly id: string;
  readonly slot: Slot;
}

/** A container's id has 64 hexadecimal digits. */
const ID_BYTES = 32;
const ENTRY_BYTES = ID_BYTES + SLOT_BYTES;

/**
 * The samples that stand in no ring file yet, of all containers in one file: one write for each look at fifty containers, instead
 * of fifty, is most of what recording costs. It is read when an engine begins, after one that was killed. Entries have the form
 * of a slot with its checksum, so half an entry counts as none.
 */
export class Journal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<Journal> {
    return new Journal(await open(path, 'a+', 0o600));
  }

  /** What an engine before left. */
  async read(): Promise<JournalEntry[]> {
    const { size } = await this.#file.stat();
    const bytes = Buffer.alloc(size - (size % ENTRY_BYTES));
    await this.#file.read(bytes, 0, bytes.length, 0);
    const entries: JournalEntry[] = [];
    for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
      const slot = decodeSlot(bytes.subarray(at + ID_BYTES, at + ENTRY_BYTES));
      if (slot !== undefined) entries.push({ id: bytes.toString('hex', at, at + ID_BYTES), slot });
    }
    return entries;
  }

  /** Writes a sample of each container, in one go. */
  async add(bucket: number, used: ReadonlyMap<string, Values>): Promise<void> {
    const entries = [...used].map(([id, values]) =>
      Buffer.concat([Buffer.from(id, 'hex'), encodeSlot({ bucket, count: 1, average: values, max: values })]),
    );
    if (entries.length === 0) return;
    await this.#file.appendFile(Buffer.concat(entries));
  }

  /** All of it stands in the ring files now. */
  async empty(): Promise<void> {
    await this.#file.truncate(0);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
