import type { LogEntry } from '../../base/stdio.ts';
import { frameHead } from './stdcopy.ts';

const NEWLINE = 0x0a;

/**
 * Log entries as they go over the wire: framed unless they come from a terminal, each line with its time in front when
 * that was asked for. A later part of a long line gets no time. Each entry has a frame of its own, since clients take a frame
 * for a line, but what comes together goes together.
 */
export async function* logBytes(
  entries: AsyncIterable<readonly LogEntry[]>,
  options: {
    readonly tty: boolean;
    readonly timestamps: boolean;
    readonly details: Readonly<Record<string, string>> | undefined;
  },
): AsyncGenerator<Buffer> {
  const details = options.details === undefined ? '' : `${detailsText(options.details)} `;
  const midLine = { stdout: false, stderr: false };
  for await (const some of entries) {
    const parts: Buffer[] = [];
    for (const { stream, data, time } of some) {
      const prefix = midLine[stream] ? '' : `${options.timestamps ? `${time} ` : ''}${details}`;
      midLine[stream] = data.at(-1) !== NEWLINE;
      const text = prefix === '' ? [data] : [Buffer.from(prefix), data];
      if (!options.tty) parts.push(frameHead(stream, lengthOf(text)));
      parts.push(...text);
    }
    yield Buffer.concat(parts);
  }
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** `NAME=VALUE,…`, sorted, each escaped as in a query. */
function detailsText(details: Readonly<Record<string, string>>): string {
  return Object.entries(details)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join(',');
}
