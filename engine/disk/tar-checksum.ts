import { BLOCK } from './tar-header.ts';

/** Where a header block keeps its checksum, eight bytes that count as spaces. */
export const CHECKSUM = 148;
const LENGTH = 8;
const SPACE = 0x20;

/** The sum of a header block's bytes (POSIX.1-2017, pax, "ustar Interchange Format"). */
export function checksumOf(block: Buffer): number {
  let sum = LENGTH * SPACE;
  for (let index = 0; index < CHECKSUM; index++) sum += block[index] ?? 0;
  for (let index = CHECKSUM + LENGTH; index < BLOCK; index++) sum += block[index] ?? 0;
  return sum;
}

/** The same as some old programs took it: of signed bytes. */
export function signedChecksumOf(block: Buffer): number {
  let sum = LENGTH * SPACE;
  for (let index = 0; index < CHECKSUM; index++) sum += block.readInt8(index);
  for (let index = CHECKSUM + LENGTH; index < BLOCK; index++) sum += block.readInt8(index);
  return sum;
}
