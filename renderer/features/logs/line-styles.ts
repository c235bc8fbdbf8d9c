import { type AnsiStyle, hasEscapes, PLAIN, parseAnsi } from './ansi.ts';
import type { LogLine, LogStream, RawLine } from './log-line.ts';

/** Reads the escape sequences of one container's lines in order: a style lasts until it is changed. */
export class LineStyles {
  readonly #last: Record<LogStream, AnsiStyle> = { stdout: PLAIN, stderr: PLAIN };

  read({ raw, stream }: RawLine): Pick<LogLine, 'text' | 'start'> {
    const start = this.#last[stream];
    const styled = start !== PLAIN && Object.keys(start).length > 0;
    if (!styled && !hasEscapes(raw)) return { text: raw, start: undefined };
    const { runs, end } = parseAnsi(raw, start);
    this.#last[stream] = end;
    return { text: runs.map(({ text }) => text).join(''), start };
  }
}
