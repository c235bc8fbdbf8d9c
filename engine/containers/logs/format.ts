import type { LogEntry } from '../../base/stdio.ts';

/**
 * conmon's k8s-file log: one line for each line that the process printed, `TIME stdout|stderr F|P CONTENT\n`. P marks a
 * part whose line goes on in the next entry of its stream; F its end. The bytes that the process printed are the
 * contents in order, with a newline after each F.
 */
const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Parses one line of the log, with its final newline. Undefined for a line that is not one (a torn write after a
 * power cut), which is skipped. The entry's data is a part of the line, not a copy.
 */
export function parseLogLine(line: Buffer): LogEntry | undefined {
  const first = line.indexOf(SPACE);
  const second = line.indexOf(SPACE, first + 1);
  if (first <= 0 || second < 0 || line[second + 2] !== SPACE || line.length < second + 4) return undefined;
  const stream = line.toString('latin1', first + 1, second);
  if (stream !== 'stdout' && stream !== 'stderr') return undefined;
  const time = utcTime(line.toString('latin1', 0, first));
  const tag = line[second + 1];
  if (time === undefined || (tag !== 0x46 && tag !== 0x50)) return undefined;
  return { stream, time, data: line.subarray(second + 3, tag === 0x50 ? -1 : undefined) };
}

/** Splits a growing file into entries: give it the chunks in order, and it answers those that are whole. */
export class LogSplitter {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): LogEntry[] {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const entries: LogEntry[] = [];
    let from = 0;
    for (;;) {
      const end = data.indexOf(NEWLINE, from);
      if (end < 0) break;
      const entry = parseLogLine(data.subarray(from, end + 1));
      if (entry !== undefined) entries.push(entry);
      from = end + 1;
    }
    this.#rest = Buffer.from(data.subarray(from));
    return entries;
  }
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 with any offset, to UTC with nine digits of fraction. */
function utcTime(text: string): string | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, seconds, fraction = '', offset] = match;
  const nanos = fraction.padEnd(9, '0');
  if (offset === 'Z' || offset === '+00:00') return `${seconds}.${nanos}Z`;
  const moved = new Date(`${seconds}${offset}`);
  return Number.isNaN(moved.getTime()) ? undefined : `${moved.toISOString().slice(0, 19)}.${nanos}Z`;
}

/** Nanoseconds since the epoch of an entry's time. */
export function nanosOf(time: string): bigint {
  const [seconds = '', rest = ''] = time.split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(rest.replace('Z', '').padEnd(9, '0'));
}
