import { BEGINNING, type LogFile, type LogPosition, logFiles, openAt } from './log-files.ts';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const LETTER_P = 0x50;

/**
 * Where the last `lines` lines of a log begin, reading backwards only as far as needed: the beginning when there are
 * fewer. conmon cuts lines where its reads end, so a line is what ends in a full entry; an unfinished one at the end of
 * the log counts too. What was printed after `to` does not count.
 */
export async function positionOfLastLines(
  path: string,
  lines: number,
  to?: LogPosition,
): Promise<LogPosition> {
  const files = upTo(await logFiles(path), to).reverse();
  const [newest] = files;
  if (newest === undefined) return BEGINNING;
  if (lines === 0) return { inode: newest.inode, offset: newest.size };
  const finder = new LineFinder(lines);
  for (const file of files) {
    const offset = await findIn(file, finder);
    if (offset !== undefined) return { inode: file.inode, offset };
  }
  return BEGINNING;
}

function upTo(files: readonly LogFile[], to: LogPosition | undefined): LogFile[] {
  const last = files.findIndex(({ inode }) => inode === to?.inode);
  if (to === undefined || last < 0) return [...files];
  return files
    .slice(0, last + 1)
    .map((file, index) => (index === last ? { ...file, size: Math.min(file.size, to.offset) } : file));
}

async function findIn(found: LogFile, finder: LineFinder): Promise<number | undefined> {
  const opened = await openAt(found.path, { inode: found.inode, offset: 0 });
  if (opened === undefined) return undefined;
  const { file } = opened;
  try {
    for (let end = found.size; end > 0; ) {
      const start = Math.max(0, end - CHUNK);
      const buffer = Buffer.allocUnsafe(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      const offset = finder.push(buffer.subarray(0, bytesRead), start === 0);
      if (offset !== undefined) return start + offset;
      end = start;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** Counts lines in chunks that come from the end of a log to its beginning; no entry lies in two files. */
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
    // The shim may be in the middle of its last entry, which is no line yet.
    let end = this.#isLast ? data.lastIndexOf(NEWLINE) + 1 : data.length;
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

/** `TIME stream P …`, see format.ts. */
function isPart(entry: Buffer): boolean {
  const stream = entry.indexOf(SPACE) + 1;
  return entry[entry.indexOf(SPACE, stream) + 1] === LETTER_P;
}
