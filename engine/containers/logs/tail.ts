import { open } from 'node:fs/promises';
import { errnoOf } from '../base/errors.ts';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const LETTER_P = 0x50;

/**
 * The byte at which the last `lines` lines of a log begin, reading backwards only as far as needed. 0 when there are
 * fewer, or no file. conmon cuts lines where its reads end, so a line is what ends in a full entry; an unfinished one at
 * the end of the log counts too.
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
    const finder = new LineFinder(lines);
    for (let end = size; end > 0; ) {
      const start = Math.max(0, end - CHUNK);
      const buffer = Buffer.allocUnsafe(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      const found = finder.push(buffer.subarray(0, bytesRead), start === 0);
      if (found !== undefined) return start + found;
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}

/** Counts lines in chunks that come from the end of a log to its beginning. */
class LineFinder {
  readonly #wanted: number;
  #found = 0;
  #isLast = true;
  /** The end of an entry that begins in a chunk still to come. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  /** The offset in this chunk after the line before the wanted ones, once that is found. */
  push(chunk: Buffer, isBeginning: boolean): number | undefined {
    const data = Buffer.concat([chunk, this.#rest]);
    let end = data.length;
    while (end > 0) {
      const cut = newlineBefore(data, end);
      if (cut < 0 && !isBeginning) break;
      if (this.#endsLine(data.subarray(cut + 1, end))) {
        this.#found += 1;
        if (this.#found > this.#wanted) return end;
      }
      end = cut + 1;
    }
    this.#rest = data.subarray(0, end);
    return undefined;
  }

  #endsLine(entry: Buffer): boolean {
    const ends = this.#isLast || !isPart(entry);
    this.#isLast = false;
    return ends;
  }
}

/** The newline that ends the entry before the one that ends at `end`. */
function newlineBefore(data: Buffer, end: number): number {
  return end < 2 ? -1 : data.lastIndexOf(NEWLINE, end - 2);
}

/** `TIME stream P …`, see log-format.ts. */
function isPart(entry: Buffer): boolean {
  const stream = entry.indexOf(SPACE) + 1;
  return entry[entry.indexOf(SPACE, stream) + 1] === LETTER_P;
}
