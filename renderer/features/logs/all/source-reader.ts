import { LineStyles } from '../line-styles.ts';
import type { RawLine } from '../log-line.ts';
import type { LogSink } from '../log-session.ts';
import { readJsonLine } from './json-line.ts';
import { type AllLine, continues, type LineGroup, type LogSource } from './line-group.ts';
import { levelOf } from './log-level.ts';

/** Enough to know again what comes twice after a break. */
const REMEMBERED = 2000;

let nextKey = 0;

/** One container's lines on their way into the buffer of all: read, graded and grouped. */
export class SourceReader implements LogSink {
  source: LogSource;
  readonly #styles = new LineStyles();
  readonly #into: (lines: readonly AllLine[]) => void;
  readonly #groups: Partial<Record<RawLine['stream'], LineGroup>> = {};
  #recent: RawLine[] = [];

  constructor(source: LogSource, into: (lines: readonly AllLine[]) => void) {
    this.source = source;
    this.#into = into;
  }

  get length(): number {
    return this.#recent.length;
  }

  at(index: number): RawLine | undefined {
    return this.#recent[index];
  }

  append(lines: readonly RawLine[]): void {
    if (lines.length === 0) return;
    this.#recent.push(...lines.slice(-REMEMBERED));
    if (this.#recent.length > 2 * REMEMBERED) this.#recent = this.#recent.slice(-REMEMBERED);
    this.#into(lines.map((line) => this.#read(line)));
  }

  #read(line: RawLine): AllLine {
    const { text, start } = this.#styles.read(line);
    const json = readJsonLine(text);
    const open = this.#groups[line.stream];
    const group =
      open !== undefined && continues(open, text, line.time, line.stream)
        ? open
        : { time: line.time, level: json === undefined ? levelOf(text) : json.level, lines: [] };
    this.#groups[line.stream] = group;
    const complete: AllLine = {
      ...line,
      key: nextKey++,
      seq: 0,
      text,
      start,
      source: this.source,
      json,
      group,
    };
    group.lines.push(complete);
    return complete;
  }
}
