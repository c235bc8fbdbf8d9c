import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Values } from '../usage/metrics.ts';
import { decodeSlot, encodeSlot, SLOT_BYTES, type Slot } from './slot.ts';
import { writeWhole } from './write-whole.ts';

/** A sample, and whose it is. */
interface JournalEntry {
  readonly id: string;
  readonly slot: Slot;
}

/** A container's id has 64 hexadecimal digits. */
const ID_BYTES = 32;
/** An id, its checksum, and a slot with its own. */
const SLOT_AT = ID_BYTES + 4;
const ENTRY_BYTES = SLOT_AT + SLOT_BYTES;
/** Half an hour of fifty containers. */
const MOST_BYTES = 1024 * 1024;

/**
 * The samples that stand in no ring file yet, of all containers in one file: one write for each look at fifty containers, instead
 * of fifty, is most of what recording costs. It is read when an engine begins, after one that was killed. Half an entry counts as
 * none, and the next one is written over it.
 */
export class Journal {
  readonly #file: FileHandle;
  /** Of whole entries. */
  #length: number;

  private constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.#length = length;
  }

  static async open(path: string): Promise<Journal> {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const { size } = await file.stat();
      return new Journal(file, size - (size % ENTRY_BYTES));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** It is to be emptied, and takes nothing more. */
  get full(): boolean {
    return this.#length >= MOST_BYTES;
  }

  /** What is in it, the oldest first. */
  async read(): Promise<JournalEntry[]> {
    const bytes = Buffer.alloc(this.#length);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, 0);
    const entries: JournalEntry[] = [];
    for (let at = 0; at + ENTRY_BYTES <= bytesRead; at += ENTRY_BYTES) {
      const entry = decodeEntry(bytes.subarray(at, at + ENTRY_BYTES));
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  /** Writes a sample of each container, in one go. When that fails, what was there before still is. */
  async add(bucket: number, used: ReadonlyMap<string, Values>): Promise<void> {
    if (used.size === 0) return;
    if (this.full) throw new Error('the journal is full');
    const bytes = Buffer.alloc(used.size * ENTRY_BYTES);
    let at = 0;
    for (const [id, values] of used) {
      bytes.write(id, at, ID_BYTES, 'hex');
      bytes.writeUInt32LE(crc32(bytes.subarray(at, at + ID_BYTES)), at + ID_BYTES);
      bytes.set(encodeSlot({ bucket, count: 1, average: values, max: values }), at + SLOT_AT);
      at += ENTRY_BYTES;
    }
    await writeWhole(this.#file, bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What is in it is not needed any more. Also takes away what a failed write left behind the last entry. */
  async empty(): Promise<void> {
    await this.#file.truncate(0);
    this.#length = 0;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Undefined for what is torn. */
function decodeEntry(bytes: Buffer): JournalEntry | undefined {
  const id = bytes.subarray(0, ID_BYTES);
  const slot = decodeSlot(bytes.subarray(SLOT_AT));
  if (slot === undefined || crc32(id) !== bytes.readUInt32LE(ID_BYTES)) return undefined;
  return { id: id.toString('hex'), slot };
}
