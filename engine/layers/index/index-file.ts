import { setImmediate as breathe } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { bytesFor, columnsIn, HEADER_BYTES, type IndexCounts } from './index-layout.ts';
import type { LayerIndex } from './layer-index.ts';

/**
 * The file `index` beside an unpacked layer:
 *
 *      0  "gantryix"
 *      8  version u32      12  crc32 u32 of everything from byte 16 on
 *     16  rows u32   20  bytes of names u32   24  bytes of targets u32   28  digests u32   32 … 63  zero
 *     64  the columns (`index-layout.ts`)
 *
 * It is made again from the layer when it is missing, damaged, or of another version; so a change of the format needs no
 * migration, only a new number.
 */
const MAGIC = Buffer.from('gantryix', 'latin1');
const VERSION = 1;
const CHECKED_FROM = 16;

/** So much is checked at a time, about 5 ms; the event loop turns in between. */
const SLICE = 4 * 1024 * 1024;

/** New memory for an index of this size, with its columns to be filled in. */
export function newIndex(counts: IndexCounts): { readonly memory: ArrayBuffer; readonly index: LayerIndex } {
  const memory = new ArrayBuffer(bytesFor(counts));
  const header = Buffer.from(memory, 0, HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(VERSION, 8);
  header.writeUInt32LE(counts.rows, 16);
  header.writeUInt32LE(counts.nameBytes, 20);
  header.writeUInt32LE(counts.targetBytes, 24);
  header.writeUInt32LE(counts.digests, 28);
  return { memory, index: columnsIn(memory, counts) };
}

/** The bytes of the file, once all columns are filled in. */
export async function sealed(memory: ArrayBuffer): Promise<Buffer<ArrayBuffer>> {
  const file = Buffer.from(memory);
  file.writeUInt32LE(await checksumOf(file), 12);
  return file;
}

/** Reads what `sealed` gave; undefined when it is not whole, not an index, or of another version. */
export async function readIndex(file: Buffer): Promise<LayerIndex | undefined> {
  if (file.length < HEADER_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (file.readUInt32LE(8) !== VERSION) return undefined;
  const counts: IndexCounts = {
    rows: file.readUInt32LE(16),
    nameBytes: file.readUInt32LE(20),
    targetBytes: file.readUInt32LE(24),
    digests: file.readUInt32LE(28),
  };
  if (counts.rows === 0 || bytesFor(counts) !== file.length) return undefined;
  if ((await checksumOf(file)) !== file.readUInt32LE(12)) return undefined;
  return columnsIn(memoryOf(file), counts);
}

async function checksumOf(file: Buffer): Promise<number> {
  let sum = 0;
  for (let at = CHECKED_FROM; at < file.length; at += SLICE) {
    sum = crc32(file.subarray(at, at + SLICE), sum);
    if (at + SLICE < file.length) await breathe();
  }
  return sum;
}

/** Columns need to begin where their numbers are aligned; a small buffer may lie anywhere in a shared pool. */
function memoryOf(file: Buffer): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = file;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && buffer.byteLength === byteLength) return buffer;
  return new Uint8Array(file).buffer;
}
