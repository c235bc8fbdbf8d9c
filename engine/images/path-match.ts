import { fault } from '../base/errors.ts';

/** One part of a pattern: any run of characters, or one character that is in one of the ranges (or, negated, in none). */
type Part =
  | { readonly kind: 'run' }
  | { readonly kind: 'one'; readonly isNegated: boolean; readonly ranges: readonly Range[] };

type Range = readonly [first: string, last: string];

/**
 * Go's path.Match, which Docker's `reference` filter uses: `*` and `?` do not cross a slash, `[a-c]` and `[^a-c]` are
 * classes, a backslash takes the next character as it is. Throws `invalid` for a broken pattern.
 */
export function pathMatch(pattern: string, text: string): boolean {
  const parts = parse(pattern);
  const characters = Array.from(text);
  let part = 0;
  let at = 0;
  // Only the last run is ever made longer: an earlier one would have to cross the same slash.
  let run: { readonly part: number; readonly at: number } | undefined;
  while (part < parts.length || at < characters.length) {
    const wanted = parts[part];
    if (wanted?.kind === 'run') {
      run = { part, at };
      part += 1;
    } else if (wanted !== undefined && isIn(characters[at], wanted)) {
      part += 1;
      at += 1;
    } else if (run !== undefined && run.at < characters.length && characters[run.at] !== '/') {
      run = { part: run.part, at: run.at + 1 };
      part = run.part + 1;
      at = run.at;
    } else {
      return false;
    }
  }
  return true;
}

function isIn(character: string | undefined, part: Extract<Part, { kind: 'one' }>): boolean {
  if (character === undefined) return false;
  const code = codeOf(character);
  const isThere = part.ranges.some(([first, last]) => codeOf(first) <= code && code <= codeOf(last));
  return isThere !== part.isNegated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? -1;
}

function parse(pattern: string): Part[] {
  const rest = Array.from(pattern);
  const take = (): string => {
    const next = rest.shift();
    if (next === undefined) throw fault('invalid', `invalid pattern "${pattern}"`);
    return next;
  };
  const takeLiteral = (isInClass: boolean): string => {
    const next = take();
    if (isInClass && (next === '-' || next === ']')) throw fault('invalid', `invalid pattern "${pattern}"`);
    return next === '\\' ? take() : next;
  };
  const takeClass = (): Part => {
    const isNegated = rest[0] === '^';
    if (isNegated) take();
    const ranges: Range[] = [];
    do {
      const first = takeLiteral(true);
      const isRange = rest[0] === '-';
      if (isRange) take();
      ranges.push([first, isRange ? takeLiteral(true) : first]);
    } while (rest[0] !== ']');
    take();
    return { kind: 'one', isNegated, ranges };
  };
  const parts: Part[] = [];
  while (rest.length > 0) {
    if (rest[0] === '*') {
      take();
      parts.push({ kind: 'run' });
    } else if (rest[0] === '?') {
      take();
      parts.push({ kind: 'one', isNegated: true, ranges: [['/', '/']] });
    } else if (rest[0] === '[') {
      take();
      parts.push(takeClass());
    } else {
      const literal = takeLiteral(false);
      parts.push({ kind: 'one', isNegated: false, ranges: [[literal, literal]] });
    }
  }
  return parts;
}
