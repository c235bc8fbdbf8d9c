import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { EngineEvent } from '../../events/bus.ts';
import { LONGEST_MS } from '../ring/tiers.ts';
import { eventOfLine, timeOfLine } from './event-line.ts';

/** How much one series of segments may take on the disk. */
export interface Room {
  readonly segmentBytes: number;
  readonly segments: number;
}

/**
 * Events in files that are only ever appended to, named by the time of their first event. A new one is begun when one is
 * full; the oldest goes when there are too many, or when all in it is older than a week.
 */
export class Segments {
  readonly #folder: string;
  readonly #room: Room;
  /** Times of the first events, oldest first. */
  readonly #starts: bigint[];
  #size: number;

  private constructor(folder: string, room: Room, starts: bigint[], size: number) {
    this.#folder = folder;
    this.#room = room;
    this.#starts = starts;
    this.#size = size;
  }

  /** Never throws: an engine has to start also where nothing can be kept. */
  static async open(folder: string, room: Room, now: number): Promise<Segments> {
    const names = await readdir(folder).catch(() => []);
    const starts: bigint[] = [];
    for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
      const [, digits] = /^(\d{20})\.jsonl$/.exec(name) ?? [];
      if (digits === undefined) continue;
      if (isAhead(BigInt(digits), now)) await rm(join(folder, name), { force: true }).catch(() => undefined);
      else starts.push(BigInt(digits));
    }
    return new Segments(folder, room, starts, await sizeOf(folder, starts.at(-1)));
  }

  /** The time of the newest event; 0 when there is none. What a clock that was wrong told is left out. */
  async last(now: number): Promise<bigint> {
    let last = 0n;
    for await (const lines of this.#lines(this.#starts.at(-1))) {
      for (const line of lines) {
        const time = timeOfLine(line);
        if (time !== undefined && time > last && !isAhead(time, now)) last = time;
      }
    }
    return last;
  }

  /** Appends lines, the first of which is of the time `first`. One call at a time. */
  async append(first: bigint, lines: readonly string[], now: number): Promise<void> {
    const text = Buffer.from(lines.join(''));
    if (this.#starts.length === 0 || this.#size + text.length > this.#room.segmentBytes) {
      this.#starts.push(first);
      this.#size = 0;
      await makeFolder(this.#folder, 0o700);
      await this.#makeRoom(now);
    }
    const file = await open(this.#path(this.#starts.at(-1) ?? first), 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const torn = size > 0 && !(await endsWithLine(file, size));
      try {
        await file.appendFile(torn ? Buffer.concat([NEWLINE, text]) : text);
      } catch (error) {
        await file.truncate(size); // the disk is full, and what is written twice would be told twice
        throw error;
      }
      this.#size = size + text.length;
    } finally {
      await file.close();
    }
  }

  /**
   * Oldest first, from `from` up to but without `before`; only lines with the text `having` in them, which spares the
   * parsing of all others.
   */
  async *read(from: bigint, before: bigint, having = ''): AsyncGenerator<EngineEvent> {
    const later = this.#starts.findIndex((start) => start > from);
    const begin = later === -1 ? this.#starts.length - 1 : later - 1;
    for (const start of this.#starts.slice(Math.max(0, begin))) {
      if (start >= before) return;
      for await (const lines of this.#lines(start)) {
        for (const line of lines) {
          if (!line.includes(having)) continue;
          const time = timeOfLine(line);
          if (time === undefined || time < from || time >= before) continue;
          const event = eventOfLine(line);
          if (event !== undefined) yield event;
        }
      }
    }
  }

  /** A segment's lines, many at a time. */
  async *#lines(start: bigint | undefined): AsyncGenerator<readonly string[]> {
    if (start === undefined) return;
    let rest = '';
    try {
      for await (const chunk of createReadStream(this.#path(start), 'utf8')) {
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        yield lines;
      }
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error; // it made room meanwhile
    }
    yield [rest];
  }

  async #makeRoom(now: number): Promise<void> {
    const old = BigInt(now - LONGEST_MS) * 1_000_000n;
    while (this.#starts.length > 1) {
      const [oldest = 0n, second = 0n] = this.#starts;
      if (this.#starts.length <= this.#room.segments && second > old) return;
      await rm(this.#path(oldest), { force: true });
      this.#starts.shift();
    }
  }

  #path(start: bigint): string {
    return join(this.#folder, nameOf(start));
  }
}

const NEWLINE = Buffer.from('\n');

/** More than this in the future, and a clock was wrong. */
const AHEAD = 3_600_000_000_000n;

function isAhead(time: bigint, now: number): boolean {
  return time > BigInt(now) * 1_000_000n + AHEAD;
}

async function sizeOf(folder: string, start: bigint | undefined): Promise<number> {
  if (start === undefined) return 0;
  const found = await stat(join(folder, nameOf(start))).catch(() => undefined);
  return found?.size ?? 0;
}

function nameOf(start: bigint): string {
  return `${String(start).padStart(20, '0')}.jsonl`;
}

async function endsWithLine(
  file: { read(buffer: Buffer, offset: number, length: number, position: number): Promise<unknown> },
  size: number,
): Promise<boolean> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last.equals(NEWLINE);
}
