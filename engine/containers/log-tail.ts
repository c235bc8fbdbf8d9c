import { open } from 'node:fs/promises';
import { errnoOf } from '../base/errors.ts';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The byte at which the last `lines` entries of a log begin, reading backwards only as far as needed. 0 when there are
 * fewer, or no file. Entries that are parts of one long line count one each, as in Docker.
 */
export async function offsetOfLastLines(path: string, lines: number): Promise<number> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
  try {
    const { size } = await file.stat();
    if (lines === 0) return size;
    // The newline that ends the last entry is not the beginning of another.
    let end = size - 1;
    let found = 0;
    const buffer = Buffer.allocUnsafe(CHUNK);
    while (end > 0) {
      const start = Math.max(0, end - CHUNK);
      const { bytesRead } = await file.read(buffer, 0, end - start, start);
      const chunk = buffer.subarray(0, bytesRead);
      for (
        let at = chunk.lastIndexOf(NEWLINE);
        at >= 0;
        at = at === 0 ? -1 : chunk.lastIndexOf(NEWLINE, at - 1)
      ) {
        found += 1;
        if (found === lines) return start + at + 1;
      }
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}
