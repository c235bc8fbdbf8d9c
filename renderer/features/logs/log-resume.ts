import type { RawLine } from './log-line.ts';

interface KnownLines {
  readonly length: number;
  at(index: number): RawLine | undefined;
}

/**
 * After a break the engine is asked for the log since the last line's time, inclusive, and sends again what it sent
 * with that time. This remembers those lines and lets each through only when it is new.
 */
export class LogResume {
  readonly #known = new Map<string, number>();
  readonly since: string;

  constructor(buffer: KnownLines, since: string) {
    this.since = since;
    for (let index = buffer.length - 1; index >= 0; index -= 1) {
      const line = buffer.at(index);
      if (line === undefined || line.time < since) break;
      const key = identity(line);
      this.#known.set(key, (this.#known.get(key) ?? 0) + 1);
    }
  }

  onlyNew(lines: readonly RawLine[]): readonly RawLine[] {
    if (this.#known.size === 0) return lines;
    return lines.filter((line) => {
      if (line.time < this.since) return false;
      const key = identity(line);
      const count = this.#known.get(key);
      if (count === undefined) return true;
      if (count === 1) this.#known.delete(key);
      else this.#known.set(key, count - 1);
      return false;
    });
  }
}

function identity({ time, stream, raw }: RawLine): string {
  return `${time} ${stream} ${raw}`;
}

/** RFC 3339 as the engine's `since` wants it: seconds since the epoch with nine digits of fraction. */
export function unixSeconds(time: string): string {
  const [seconds = '', fraction = ''] = time.replace('Z', '').split('.');
  return `${Date.parse(`${seconds}Z`) / 1000}.${fraction.padEnd(9, '0')}`;
}
