import { crc32 } from 'node:zlib';
import { METRICS, type Values } from '../usage/metrics.ts';

/** What was used in one piece of time. */
export interface Slot {
  /** Which piece: its start in milliseconds since the epoch, divided by its length. */
  readonly bucket: number;
  /** How many samples are in it; never 0. */
  readonly count: number;
  readonly average: Values;
  readonly max: Values;
}

/** Bucket, count, an average and a maximum for each metric, and a checksum of all that. */
export const SLOT_BYTES = 4 + 4 + METRICS.length * 2 * 4 + 4;
const CHECKED = SLOT_BYTES - 4;

export function encodeSlot({ bucket, count, average, max }: Slot): Buffer {
  const bytes = Buffer.alloc(SLOT_BYTES);
  bytes.writeUInt32LE(bucket, 0);
  bytes.writeUInt32LE(count, 4);
  let at = 8;
  for (const value of [...average, ...max]) at = bytes.writeFloatLE(value, at);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CHECKED)), CHECKED);
  return bytes;
}

/** Undefined for a slot that was never written, or that a crash left half-written. */
export function decodeSlot(bytes: Buffer): Slot | undefined {
  const count = bytes.readUInt32LE(4);
  if (count === 0 || bytes.readUInt32LE(CHECKED) !== crc32(bytes.subarray(0, CHECKED))) return undefined;
  const values = (from: number) => METRICS.map((_, index) => bytes.readFloatLE(from + index * 4));
  return {
    bucket: bytes.readUInt32LE(0),
    count,
    average: values(8),
    max: values(8 + METRICS.length * 4),
  };
}
