import type { AnsiStyle } from './ansi.ts';

export type LogStream = 'stdout' | 'stderr';

/** A line as it came. `time` is RFC 3339 in UTC with nine digits of fraction, so that text order is time order. */
export interface RawLine {
  readonly stream: LogStream;
  readonly time: string;
  readonly raw: string;
}

export interface LogLine extends RawLine {
  /** Counts all lines that this view ever received. */
  readonly seq: number;
  /** Without escape sequences: what is searched, copied and downloaded. */
  readonly text: string;
  /** The style that the line begins in, when it has any style at all. */
  readonly start: AnsiStyle | undefined;
}
