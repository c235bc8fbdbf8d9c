import { open } from 'node:fs/promises';

const MAGIC = 0x7f454c46;
const PT_INTERP = 3;

/** Program headers come right after the file header; no linker writes more than fits here. */
const START = 4096;

/** True when `path` is an ELF program that needs no loader and no library (elf(5): it has no PT_INTERP header). */
export async function isStaticElf(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
    return bytesRead >= 64 && hasNoInterpreter(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function hasNoInterpreter(bytes: Buffer): boolean {
  if (bytes.readUInt32BE(0) !== MAGIC) return false;
  const is64 = bytes[4] === 2;
  const isLittle = bytes[5] === 1;
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  // A program header table beyond the first four gigabytes does not exist, so the low half of 64 bits is enough.
  const offset = u32(is64 ? (isLittle ? 32 : 36) : 28);
  const size = u16(is64 ? 54 : 42);
  const count = u16(is64 ? 56 : 44);
  if (offset + size * count > bytes.length) return false;
  return Array.from({ length: count }, (_, index) => u32(offset + index * size)).every(
    (type) => type !== PT_INTERP,
  );
}
