import { MAX_LINES } from '../log-buffer.ts';
import type { AllLine } from './line-group.ts';

/** What is too much goes in parts of so many, not line by line. */
const SLABS = 20;
/** Programs may make names up; a person can choose among no more. */
const MAX_FIELDS = 200;
/** Lines of several containers that come about together are put in order before anybody sees them. */
const GATHER_MS = 80;

/** The newest lines of all containers in the order of their times, outside React. */
export class AllBuffer {
  readonly #most: number;
  #lines: AllLine[] = [];
  #dropped = 0;
  #waiting: AllLine[] = [];
  #changedFrom = 0;
  #version = 0;
  readonly #fields = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(most = MAX_LINES) {
    this.#most = most;
  }

  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get firstSeq(): number {
    return this.#dropped;
  }

  get endSeq(): number {
    return this.#dropped + this.#lines.length;
  }

  bySeq(seq: number): AllLine | undefined {
    return this.#lines[seq - this.#dropped];
  }

  /** The first place where the last change put a line: what stands before is as it was. */
  get changedFrom(): number {
    return this.#changedFrom;
  }

  /** The fields of all JSON lines that ever came, the most frequent first. */
  get fields(): readonly string[] {
    return [...this.#fields].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  }

  append(lines: readonly AllLine[]): void {
    for (const line of lines) {
      this.#waiting.push(line);
      this.#count(line);
    }
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Puts in order what is waiting, and tells. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const fresh = this.#waiting.sort(inTime);
    this.#waiting = [];
    const from = placeOf(this.#lines, fresh[0] as AllLine);
    const moved = this.#lines.splice(from);
    for (const line of merged(moved, fresh)) {
      line.seq = this.endSeq;
      this.#lines.push(line);
    }
    this.#changedFrom = this.#dropped + from;
    this.#drop();
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  #count({ json }: AllLine): void {
    for (const name of json?.fields.keys() ?? []) {
      const count = this.#fields.get(name);
      if (count !== undefined || this.#fields.size < MAX_FIELDS) this.#fields.set(name, (count ?? 0) + 1);
    }
  }

  #drop(): void {
    const excess = this.#lines.length - this.#most;
    if (excess <= 0) return;
    const slab = Math.ceil(this.#most / SLABS);
    const gone = Math.ceil(excess / slab) * slab;
    this.#lines = this.#lines.slice(gone);
    this.#dropped += gone;
  }
}

/** A group stands together at the time of its first line. */
function inTime(a: AllLine, b: AllLine): number {
  if (a.group === b.group) return a.key - b.key;
  if (a.group.time !== b.group.time) return a.group.time < b.group.time ? -1 : 1;
  return (a.group.lines[0]?.key ?? 0) - (b.group.lines[0]?.key ?? 0);
}

/** The index of the first line that belongs after `line`. */
function placeOf(lines: readonly AllLine[], line: AllLine): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inTime(lines[middle] as AllLine, line) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* merged(left: readonly AllLine[], right: readonly AllLine[]): Generator<AllLine> {
  let at = 0;
  for (const line of right) {
    for (let next = left[at]; next !== undefined && inTime(next, line) < 0; next = left[++at]) yield next;
    yield line;
  }
  yield* left.slice(at);
}
