import type { Needle } from '../line-pieces.ts';
import type { LogStream } from '../log-line.ts';
import type { AllBuffer } from './all-buffer.ts';
import type { AllLine, LineGroup } from './line-group.ts';
import { LEVELS, type LogLevel } from './log-level.ts';

export interface AllFilter {
  /** Ids; none means all. */
  readonly containers: ReadonlySet<string>;
  /** Names of compose projects; none means all. */
  readonly projects: ReadonlySet<string>;
  readonly streams: 'both' | LogStream;
  /** This level and graver ones; lines without one only with `all`. */
  readonly level: 'all' | LogLevel;
  readonly needle: Needle;
  readonly clearedTo: number;
}

/** What of the buffer is shown; a group of lines as a whole or not at all. */
export class AllLens {
  readonly #buffer: AllBuffer;
  readonly #filter: AllFilter;
  #shown: AllLine[] = [];
  #shownGroups = new WeakSet<LineGroup>();
  #readTo = 0;
  #version = -1;

  constructor(buffer: AllBuffer, filter: AllFilter) {
    this.#buffer = buffer;
    this.#filter = filter;
    this.sync();
  }

  get count(): number {
    return this.#shown.length;
  }

  at(index: number): AllLine | undefined {
    return this.#shown[index];
  }

  sync(): void {
    const { firstSeq, endSeq, changedFrom } = this.#buffer;
    if (this.#version !== this.#buffer.version()) {
      const from = Math.min(this.#readTo, changedFrom);
      this.#shown.length = placeOf(this.#shown, from);
      this.#readTo = from;
      this.#version = this.#buffer.version();
    }
    if ((this.#shown[0]?.seq ?? firstSeq) < firstSeq) {
      this.#shown = this.#shown.slice(placeOf(this.#shown, firstSeq));
    }
    for (let seq = Math.max(this.#readTo, firstSeq, this.#filter.clearedTo); seq < endSeq; seq += 1) {
      const line = this.#buffer.bySeq(seq);
      if (line !== undefined) this.#take(line);
    }
    this.#readTo = endSeq;
  }

  #take(line: AllLine): void {
    const { group } = line;
    if (this.#shownGroups.has(group)) {
      this.#shown.push(line);
      return;
    }
    if (!this.#admits(line)) return;
    this.#shownGroups.add(group);
    for (const member of group.lines) {
      if (member.seq > line.seq || member.seq < this.#buffer.firstSeq) continue;
      if (member.key <= line.key) this.#shown.push(member);
    }
  }

  #admits({ source, stream, group, text }: AllLine): boolean {
    const { containers, projects, streams, level, needle } = this.#filter;
    if (containers.size > 0 && !containers.has(source.id)) return false;
    if (projects.size > 0 && !(source.project !== undefined && projects.has(source.project))) return false;
    if (streams !== 'both' && stream !== streams) return false;
    if (level !== 'all' && !(group.level !== undefined && reaches(group.level, level))) return false;
    if (typeof needle === 'string') return needle === '' || text.toLowerCase().includes(needle);
    return text.search(needle) >= 0;
  }
}

function reaches(level: LogLevel, least: LogLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

function placeOf(lines: readonly AllLine[], seq: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
