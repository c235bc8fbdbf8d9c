import type { Glob, Token } from './glob.ts';

/**
 * Holds a pattern against the path that lies in `text` from `from` to `end`, and begins with a slash. Nothing is cut out of the
 * text, so that very many paths can be looked at. Takes time in the product of their lengths at worst: both matches are the
 * well-known greedy one with one point to come back to, since a later wild part makes earlier ones final.
 */
export function globMatches(glob: Glob, text: string, from = 0, end = text.length): boolean {
  const { segments } = glob;
  const last = segments.at(-1);
  const name = text.lastIndexOf('/', end - 1) + 1;
  if (last?.kind === 'name' && !nameMatches(last.tokens, text, name, end)) return false;
  return glob.isName || (segments.length === 2 && segments[0]?.kind === 'deep' && last?.kind === 'name')
    ? true
    : pathMatches(segments, text, from, end);
}

function pathMatches(segments: Glob['segments'], text: string, from: number, end: number): boolean {
  let at = 0;
  let deep = -1;
  let deepTook = 0;
  // Where a name begins; one past the end when there is none left.
  for (let name = from + 1; name <= end; ) {
    const segment = segments[at];
    if (segment?.kind === 'deep') {
      deep = at++;
      deepTook = name;
    } else if (segment !== undefined && nameMatches(segment.tokens, text, name, nameEnd(text, name, end))) {
      at++;
      name = nameEnd(text, name, end) + 1;
    } else if (deep >= 0) {
      at = deep + 1;
      deepTook = nameEnd(text, deepTook, end) + 1;
      name = deepTook;
    } else {
      return false;
    }
  }
  while (segments[at]?.kind === 'deep') at++;
  return at === segments.length;
}

function nameEnd(text: string, name: number, end: number): number {
  const slash = text.indexOf('/', name);
  return slash === -1 || slash > end ? end : slash;
}

function nameMatches(tokens: readonly Token[], text: string, from: number, end: number): boolean {
  let at = 0;
  let any = -1;
  let anyTook = 0;
  for (let index = from; index < end; ) {
    const token = tokens[at];
    if (token?.kind === 'any') {
      any = at++;
      anyTook = index;
      if (at === tokens.length) return true;
    } else if (token !== undefined && takes(token, text.charCodeAt(index))) {
      at++;
      index++;
    } else if (any >= 0) {
      at = any + 1;
      index = ++anyTook;
    } else {
      return false;
    }
  }
  while (tokens[at]?.kind === 'any') at++;
  return at === tokens.length;
}

function takes(token: Exclude<Token, { kind: 'any' }>, code: number): boolean {
  if (token.kind === 'character') return token.code === code;
  if (token.kind === 'one') return true;
  return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.isNot;
}
