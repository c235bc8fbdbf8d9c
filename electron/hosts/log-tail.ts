import { open } from 'node:fs/promises';
import { errnoOf } from '../desktop-error.ts';

const LONGEST_TAIL = 128 * 1024;

/** The last lines of a log file, oldest first; reads no more than 128 KiB of it. Empty when there is no file. */
export async function lastLines(path: string, count: number): Promise<readonly string[]> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - LONGEST_TAIL);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    const whole = from > 0 ? lines.slice(1) : lines;
    return (whole.at(-1) === '' ? whole.slice(0, -1) : whole).slice(-count);
  } finally {
    await file.close();
  }
}
