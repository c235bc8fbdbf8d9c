import { fault } from '../base/errors.ts';

/** Part of a pattern between two slashes; `deep` stands for `**`, any number of folders. */
type Segment = { readonly kind: 'deep' } | { readonly kind: 'name'; readonly tokens: readonly Token[] };

/** What one character is held against, but for `any`, which takes any number of them. */
type Token =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | {
      readonly kind: 'set';
      readonly isNot: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

/** A pattern ready to be held against paths such as `/etc/passwd`. */
export interface Glob {
  /** A pattern without a slash is held against names only. */
  readonly isName: boolean;
  readonly segments: readonly Segment[];
  /** The longest plain text that whatever matches has to contain; '' for none. */
  readonly literal: string;
}

const MAX_LENGTH = 1024;

/** True when a query is to be read as a pattern. */
export function isGlob(query: string): boolean {
  return /[*?[]/.test(query);
}

/**
 * Reads a pattern: `*` any characters of one name, `**` (a part of its own) any folders, `?` one character, `[a-z]` and `[!a-z]` one of
 * a set, `\` before a character takes it as it is. Throws `invalid` for a set that does not end and for more than 1024 characters.
 */
export function parseGlob(pattern: string): Glob {
  if (pattern.length > MAX_LENGTH)
    throw fault('invalid', `the pattern has more than ${MAX_LENGTH} characters`);
  const isName = !pattern.includes('/');
  const segments = pattern.replace(/^\/+/, '').split(/\/+/).map(parseSegment);
  // Without a slash at its beginning the pattern may begin in any folder.
  const isLoose = !isName && !pattern.startsWith('/') && segments[0]?.kind !== 'deep';
  const literal = segments
    .flatMap(textsIn)
    .reduce((most, text) => (text.length > most.length ? text : most), '');
  return { isName, literal, segments: isLoose ? [{ kind: 'deep' }, ...segments] : segments };
}

/** Holds a pattern against a path that begins with a slash. Takes time in the product of their lengths at worst. */
export function globMatches(glob: Glob, path: string): boolean {
  const names = glob.isName ? [path.slice(path.lastIndexOf('/') + 1)] : path.slice(1).split('/');
  return wildMatch(glob.segments, names, {
    isWild: (segment) => segment.kind === 'deep',
    matches: (segment, name) => segment.kind === 'name' && nameMatches(segment.tokens, name),
  });
}

function nameMatches(tokens: readonly Token[], name: string): boolean {
  return wildMatch(tokens, name.split(''), {
    isWild: (token) => token.kind === 'any',
    matches: (token, character) => {
      if (token.kind === 'character') return token.character === character;
      if (token.kind === 'set') return isInSet(token, character);
      return token.kind === 'one';
    },
  });
}

/** The stretches of plain text in a segment. */
function textsIn(segment: Segment): string[] {
  if (segment.kind === 'deep') return [];
  const texts = [''];
  for (const token of segment.tokens) {
    if (token.kind === 'character') texts.push((texts.pop() ?? '') + token.character);
    else texts.push('');
  }
  return texts;
}

/**
 * The well-known greedy match with one point to come back to: a later wild part makes earlier ones final, so it never takes
 * exponential time, whatever the pattern.
 */
function wildMatch<P, T>(
  pattern: readonly P[],
  text: readonly T[],
  rules: { readonly isWild: (part: P) => boolean; readonly matches: (part: P, element: T) => boolean },
): boolean {
  let at = 0;
  let wild = -1;
  let wildTook = 0;
  for (let index = 0; index < text.length; ) {
    const part = pattern[at];
    const element = text[index] as T;
    if (part !== undefined && rules.isWild(part)) {
      wild = at++;
      wildTook = index;
    } else if (part !== undefined && rules.matches(part, element)) {
      at++;
      index++;
    } else if (wild >= 0) {
      at = wild + 1;
      index = ++wildTook;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(rules.isWild);
}

function isInSet(set: Extract<Token, { kind: 'set' }>, character: string): boolean {
  return set.ranges.some(([from, to]) => from <= character && character <= to) !== set.isNot;
}

function parseSegment(text: string): Segment {
  if (/^\*{2,}$/.test(text)) return { kind: 'deep' };
  const tokens: Token[] = [];
  const addText = (character: string) => tokens.push({ kind: 'character', character });
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
    } else if (character === '?') tokens.push({ kind: 'one' });
    else if (character === '[') {
      const end = text.indexOf(']', index + 2);
      if (end === -1) throw fault('invalid', `the pattern has a "[" without its "]": ${text}`);
      tokens.push(parseSet(text.slice(index + 1, end)));
      index = end;
    } else if (character === '\\' && index + 1 < text.length) addText(text[++index] ?? '');
    else addText(character);
  }
  return { kind: 'name', tokens };
}

function parseSet(text: string): Token {
  const isNot = text.startsWith('!') || text.startsWith('^');
  const ranges = [...text.slice(isNot ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)].map(
    ([, from, to, single]) => [from ?? single ?? '', to ?? single ?? ''] as const,
  );
  return { kind: 'set', isNot, ranges };
}
