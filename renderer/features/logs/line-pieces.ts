import { type AnsiStyle, PLAIN, parseAnsi } from './ansi.ts';
import { findAll } from './log-lens.ts';
import type { LogLine } from './log-line.ts';

/** A line's text with what its styles are read from. */
export type StyledText = Pick<LogLine, 'raw' | 'text' | 'start'>;

/** A stretch of a line that looks the same all over. */
export interface LinePiece {
  readonly at: number;
  readonly text: string;
  readonly style: AnsiStyle;
  readonly url: string | undefined;
  /** Where the search match that it belongs to begins. */
  readonly match: number | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A longer line is cut on screen; copy and download have all of it. */
export const MAX_SHOWN = 20_000;

const URL_PATTERN = /\bhttps?:\/\/[^\s<>"'`\\^{}|]+/g;

export function findLinks(text: string): (Span & { readonly url: string })[] {
  return [...text.matchAll(URL_PATTERN)].map((match) => {
    const url = withoutTail(match[0]);
    return { from: match.index, to: match.index + url.length, url };
  });
}

/** Punctuation after an address belongs to the sentence, and so does a bracket that was opened before it. */
function withoutTail(url: string): string {
  const bare = url.replace(/[.,;:!?]+$/, '');
  return /[)\]]$/.test(bare) && !/[([]/.test(bare) ? withoutTail(bare.slice(0, -1)) : bare;
}

/** What a search looks for: these words in any case, or a pattern with the flag `g`. */
export type Needle = string | RegExp;

export function linePieces(line: StyledText, query: Needle): LinePiece[] {
  const text = line.text.slice(0, MAX_SHOWN);
  const styles = styleSpans(line);
  const links = text.includes('://') ? findLinks(text) : [];
  const matches = findMatches(text, query);
  const cuts = new Set([0, text.length]);
  for (const { from, to } of [...styles, ...links, ...matches]) {
    if (from < text.length) cuts.add(from);
    if (to < text.length) cuts.add(to);
  }
  const points = [...cuts].sort((a, b) => a - b);
  return points.slice(0, -1).map((at, index) => ({
    at,
    text: text.slice(at, points[index + 1]),
    style: styles.find((span) => covers(span, at))?.style ?? PLAIN,
    url: links.find((span) => covers(span, at))?.url,
    match: matches.find((span) => covers(span, at))?.from,
  }));
}

function findMatches(text: string, query: Needle): Span[] {
  if (typeof query === 'string') {
    return findAll(text, query.toLowerCase()).map((from) => ({ from, to: from + query.length }));
  }
  return [...text.matchAll(query)].flatMap(({ 0: { length }, index }) =>
    length === 0 ? [] : [{ from: index, to: index + length }],
  );
}

function styleSpans(line: StyledText): (Span & { readonly style: AnsiStyle })[] {
  if (line.start === undefined) return [];
  let from = 0;
  return parseAnsi(line.raw, line.start).runs.map(({ text, style }) => {
    const span = { from, to: from + text.length, style };
    from = span.to;
    return span;
  });
}

function covers({ from, to }: Span, at: number): boolean {
  return from <= at && at < to;
}
