import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { decodeSlot, encodeSlot, SLOT_BYTES, type Slot } from './slot.ts';
import { TIERS } from './tiers.ts';
import { writeWhole } from './write-whole.ts';

/**
 * The past of one container in a file that never grows beyond 214 kB: a head that says what this is, and for each tier
 * a ring of slots. Every slot has its own number and checksum, so whatever was being written when the engine was killed is
 * a slot without content, and what a whole turn of the ring ago was there is not taken for the present.
 */
export class RingFile {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens a file to write, made when it is not there. One of another form is begun anew: it holds nothing that cannot be missed. */
  static async open(path: string): Promise<RingFile> {
    const file = await openToWrite(path);
    try {
      if (!(await hasHead(file))) {
        await file.truncate(0);
        await writeWhole(file, HEAD, 0);
      }
      return new RingFile(file);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Opens a file to read; undefined when there is none, or it is none of ours. */
  static async look(path: string): Promise<RingFile | undefined> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    if (await hasHead(file)) return new RingFile(file);
    await file.close();
    return undefined;
  }

  /** Writes slots of a tier (an index in `TIERS`), those that lie one after the other in one go. */
  async write(tier: number, slots: readonly Slot[]): Promise<void> {
    for (let done = 0; done < slots.length; ) {
      const place = placeOf(tier, slots[done]);
      let count = 1;
      while (done + count < slots.length && placeOf(tier, slots[done + count]) === place + count) count += 1;
      const bytes = Buffer.concat(slots.slice(done, done + count).map(encodeSlot));
      await writeWhole(this.#file, bytes, startOf(tier) + place * SLOT_BYTES);
      done += count;
    }
  }

  /** All slots of a tier that hold something, in no order, of whatever age. */
  async read(tier: number): Promise<Slot[]> {
    const slots = slotsOf(tier);
    const bytes = Buffer.alloc(slots * SLOT_BYTES);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, startOf(tier));
    const found: Slot[] = [];
    for (let index = 0; (index + 1) * SLOT_BYTES <= bytesRead; index++) {
      const slot = decodeSlot(bytes.subarray(index * SLOT_BYTES, (index + 1) * SLOT_BYTES));
      if (slot !== undefined && slot.bucket % slots === index) found.push(slot);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** The last digit is the version of the form; the rest of it says how the tiers lie. */
const HEAD = Buffer.alloc(64);
HEAD.write(`gantry flight recorder 1 ${SLOT_BYTES} ${TIERS.map(({ slots }) => slots).join(' ')}\n`);

function slotsOf(tier: number): number {
  return TIERS[tier]?.slots ?? 0;
}

function placeOf(tier: number, slot: Slot | undefined): number {
  return (slot?.bucket ?? 0) % slotsOf(tier);
}

function startOf(tier: number): number {
  return HEAD.length + TIERS.slice(0, tier).reduce((sum, { slots }) => sum + slots * SLOT_BYTES, 0);
}

async function openToWrite(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return await open(path, 'wx+', 0o600);
  }
}

async function hasHead(file: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(HEAD.length);
  await file.read(head, 0, head.length, 0);
  return head.equals(HEAD);
}
