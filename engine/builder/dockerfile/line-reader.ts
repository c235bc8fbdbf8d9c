import type { SourceLine } from './source-line.ts';
import { isSpace } from './split-words.ts';

/** A logical line, and whether an empty line stood in it. */
export interface LogicalLine {
  readonly line: SourceLine;
  readonly hasEmptyContinuation: boolean;
}

/** Joins physical lines to logical ones. The reader of the lines may take here documents off in between. */
export class LineReader {
  readonly #lines: readonly string[];
  readonly #continued: RegExp;
  #at = 0;

  /** @param lines the file's lines without their ends */
  constructor(lines: readonly string[], escape: string) {
    this.#lines = lines;
    const mark = escape === '`' ? '`' : '\\\\';
    this.#continued = new RegExp(`^(|.*[^${mark}])${mark}[ \\t]*$`, 's');
  }

  /** The next instruction's text; undefined at the end. Comments and empty lines are passed over. */
  next(): LogicalLine | undefined {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? '';
      if (isBlank(line) || isComment(line)) this.#at += 1;
      else return this.#logical();
    }
    return undefined;
  }

  /** The physical line that comes next, as it is; undefined at the end. */
  take(): string | undefined {
    const line = this.#lines[this.#at];
    if (line !== undefined) this.#at += 1;
    return line;
  }

  /** The number of the physical line that was read last, from 1. */
  get lineNumber(): number {
    return this.#at;
  }

  #logical(): LogicalLine {
    const startLine = this.#at + 1;
    const pieces: SourceLine['pieces'][number][] = [];
    let text = '';
    let hasEmptyContinuation = false;
    for (let isFirst = true; ; isFirst = false) {
      const whole = this.take();
      if (whole === undefined) break;
      if (!isFirst && isComment(whole)) continue;
      if (!isFirst && isBlank(whole)) {
        hasEmptyContinuation = true;
        continue;
      }
      const line = isFirst ? trimStart(whole) : whole;
      const continued = this.#continued.exec(line);
      pieces.push({
        offset: text.length,
        position: { line: this.#at, column: whole.length - line.length + 1 },
      });
      text += continued === null ? line : (continued[1] ?? '');
      if (continued === null) break;
    }
    return { line: { text, startLine, endLine: this.#at, pieces }, hasEmptyContinuation };
  }
}

/** The lines of a file, without their ends and without a byte order mark. */
export function splitLines(source: string): string[] {
  const lines = source.replace(/^\ufeff/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r+$/, ''));
}

function trimStart(line: string): string {
  let at = 0;
  while (at < line.length && isSpace(line.charAt(at))) at += 1;
  return line.slice(at);
}

function isBlank(line: string): boolean {
  return trimStart(line) === '';
}

function isComment(line: string): boolean {
  return trimStart(line).startsWith('#');
}
