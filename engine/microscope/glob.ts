import { fault } from '../base/errors.ts';

/** Part of a pattern between two slashes; `deep` stands for `**`, any number of folders. */
type Segment = { readonly kind: 'deep' } | { readonly kind: 'name'; readonly tokens: readonly Token[] };

/** What one character is held against, but for `any`, which takes any number of them. Characters are UTF-16 codes. */
export type Token =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | {
      readonly kind: 'set';
      readonly isNot: boolean;
      readonly ranges: readonly (readonly [number, number])[];
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

/** The stretches of plain text in a segment. */
function textsIn(segment: Segment): string[] {
  if (segment.kind === 'deep') return [];
  const texts = [''];
  for (const token of segment.tokens) {
    if (token.kind === 'character') texts.push((texts.pop() ?? '') + String.fromCharCode(token.code));
    else texts.push('');
  }
  return texts;
}

function parseSegment(text: string): Segment {
  if (/^\*{2,}$/.test(text)) return { kind: 'deep' };
  const tokens: Token[] = [];
  const addText = (character: string) => tokens.push({ kind: 'character', code: character.charCodeAt(0) });
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
    ([, from, to, single]) => [codeOf(from ?? single), codeOf(to ?? single)] as const,
  );
  return { kind: 'set', isNot, ranges };
}

function codeOf(character: string | undefined): number {
  return (character ?? '').charCodeAt(0);
}
