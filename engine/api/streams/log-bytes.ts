import type { LogEntry } from '../../base/stdio.ts';
import { frame } from './stdcopy.ts';

/**
 * Log entries as they go over the wire: framed unless they come from a terminal, each line with its time in front when
 * that was asked for. A later part of a long line gets no time.
 */
export async function* logBytes(
  entries: AsyncIterable<LogEntry>,
  options: { readonly tty: boolean; readonly timestamps: boolean; readonly details: boolean },
): AsyncGenerator<Buffer> {
  const midLine = { stdout: false, stderr: false };
  for await (const { stream, data, time } of entries) {
    const prefix = midLine[stream]
      ? ''
      : `${options.timestamps ? `${time} ` : ''}${options.details ? ' ' : ''}`;
    const text = prefix === '' ? data : Buffer.concat([Buffer.from(prefix), data]);
    midLine[stream] = data.at(-1) !== 0x0a;
    yield options.tty ? text : frame(stream, text);
  }
}
