import type { LogEntry } from '../../base/stdio.ts';
import { frame } from './stdcopy.ts';

/**
 * Log entries as they go over the wire: framed unless they come from a terminal, each line with its time in front when
 * that was asked for. A later part of a long line gets no time.
 */
export async function* logBytes(
  entries: AsyncIterable<LogEntry>,
  options: {
    readonly tty: boolean;
    readonly timestamps: boolean;
    readonly details: Readonly<Record<string, string>> | undefined;
  },
): AsyncGenerator<Buffer> {
  const details = options.details === undefined ? '' : `${detailsText(options.details)} `;
  const midLine = { stdout: false, stderr: false };
  for await (const { stream, data, time } of entries) {
    const prefix = midLine[stream] ? '' : `${options.timestamps ? `${time} ` : ''}${details}`;
    const text = prefix === '' ? data : Buffer.concat([Buffer.from(prefix), data]);
    midLine[stream] = data.at(-1) !== 0x0a;
    yield options.tty ? text : frame(stream, text);
  }
}

/** `NAME=VALUE,…`, sorted, each escaped as in a query. */
function detailsText(details: Readonly<Record<string, string>>): string {
  return Object.entries(details)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join(',');
}
