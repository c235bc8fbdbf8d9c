import type { LogBuffer } from './log-buffer.ts';
import type { LogLine, LogStream } from './log-line.ts';

export interface LensOptions {
  readonly query: string;
  readonly onlyMatching: boolean;
  readonly streams: 'both' | LogStream;
  /** Lines before this time are left out; RFC 3339 as in LogLine, or empty. */
  readonly since: string;
  /** Lines before this sequence number were cleared from the view. */
  readonly clearedTo: number;
}

export interface Match {
  readonly seq: number;
  /** Where in the line's text. */
  readonly at: number;
}

/** More would be neither counted by a person nor cheap to hold. */
export const MAX_MATCHES = 50_000;

/** What of a buffer is shown, and where the search matches; reads only the lines that came since the last time. */
export class LogLens {
  readonly #buffer: LogBuffer;
  readonly #options: LensOptions;
  readonly #needle: string;
  readonly #all: boolean;
  #shown: number[] = [];
  #matches: Match[] = [];
  #readTo: number;

  constructor(buffer: LogBuffer, options: LensOptions) {
    this.#buffer = buffer;
    this.#options = options;
    this.#needle = options.query.toLowerCase();
    this.#readTo = Math.max(buffer.firstSeq, options.clearedTo);
    const filtered = options.onlyMatching && this.#needle !== '';
    this.#all = !filtered && options.streams === 'both' && options.since === '';
    this.sync();
  }

  get count(): number {
    return this.#all ? Math.max(0, this.#buffer.endSeq - this.#start) : this.#shown.length;
  }

  get matches(): readonly Match[] {
    return this.#matches;
  }

  seqAt(index: number): number {
    return this.#all ? this.#start + index : (this.#shown[index] ?? -1);
  }

  lineAt(index: number): LogLine | undefined {
    return this.#buffer.bySeq(this.seqAt(index));
  }

  indexOf(seq: number): number {
    return this.#all ? seq - this.#start : lowerBound(this.#shown, seq);
  }

  /** Takes in what was appended to the buffer, and leaves out what it dropped. */
  sync(): void {
    const { firstSeq, endSeq } = this.#buffer;
    if ((this.#shown[0] ?? firstSeq) < firstSeq) {
      this.#shown = this.#shown.slice(lowerBound(this.#shown, firstSeq));
    }
    if ((this.#matches[0]?.seq ?? firstSeq) < firstSeq) {
      this.#matches = this.#matches.filter(({ seq }) => seq >= firstSeq);
    }
    for (let seq = Math.max(this.#readTo, firstSeq); seq < endSeq; seq += 1) {
      const line = this.#buffer.bySeq(seq);
      if (line !== undefined) this.#take(line);
    }
    this.#readTo = endSeq;
  }

  get #start(): number {
    return Math.max(this.#buffer.firstSeq, this.#options.clearedTo);
  }

  #take(line: LogLine): void {
    const { streams, since, onlyMatching } = this.#options;
    if (streams !== 'both' && line.stream !== streams) return;
    if (since !== '' && line.time < since) return;
    const matched = this.#needle !== '' && this.#search(line);
    if (this.#all || (onlyMatching && this.#needle !== '' && !matched)) return;
    this.#shown.push(line.seq);
  }

  #search({ seq, text }: LogLine): boolean {
    const places = findAll(text, this.#needle);
    for (const at of places) if (this.#matches.length < MAX_MATCHES) this.#matches.push({ seq, at });
    return places.length > 0;
  }
}

/** Where a lower-case needle occurs, whatever the case in the text, without overlap. */
export function findAll(text: string, needle: string): number[] {
  if (needle === '') return [];
  const haystack = text.toLowerCase();
  const places: number[] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    places.push(at);
  }
  return places;
}

/** The index of the first number that is not below `value`, in ascending numbers. */
function lowerBound(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
