import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { decodeSlot, encodeSlot, SLOT_BYTES, type Slot } from './slot.ts';
import { TIERS } from './tiers.ts';

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
        await file.write(HEAD, 0, HEAD.length, 0);
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

  /** `tier` is an index in `TIERS`. */
  async write(tier: number, slot: Slot): Promise<void> {
    const at = startOf(tier) + (slot.bucket % slotsOf(tier)) * SLOT_BYTES;
    await this.#file.write(encodeSlot(slot), 0, SLOT_BYTES, at);
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
