import { fault } from '../base/errors.ts';

/**
 * Go's path.Match, which Docker's `reference` filter uses: `*` and `?` do not cross a slash, `[a-c]` and `[^a-c]` are
 * classes, a backslash takes the next character as it is. Throws `invalid` for a broken pattern.
 */
export function pathMatch(pattern: string, text: string): boolean {
  return toRegExp(pattern).test(text);
}

function toRegExp(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const end = endOfClass(pattern, index);
      source += classOf(pattern.slice(index + 1, end), pattern);
      index = end;
    } else if (character === '\\') {
      index += 1;
      if (index === pattern.length) throw badPattern(pattern);
      source += escaped(pattern.charAt(index));
    } else source += escaped(character);
  }
  return new RegExp(`^${source}$`, 'su');
}

function endOfClass(pattern: string, start: number): number {
  for (let index = start + 1; index < pattern.length; index++) {
    if (pattern.charAt(index) === '\\') index += 1;
    else if (pattern.charAt(index) === ']' && index > start + 1) return index;
  }
  throw badPattern(pattern);
}

function classOf(body: string, pattern: string): string {
  const isNegated = body.startsWith('^');
  const characters = isNegated ? body.slice(1) : body;
  if (characters === '' || /^-|-$/.test(characters)) throw badPattern(pattern);
  const safe = characters.replace(/\\(.)|([[\]^&|~])/gs, (_, quoted: string, special: string) =>
    escaped(quoted ?? special),
  );
  try {
    return new RegExp(`[${isNegated ? '^' : ''}${safe}]`, 'u').source;
  } catch (cause) {
    throw fault('invalid', `invalid pattern "${pattern}"`, cause);
  }
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function badPattern(pattern: string): Error {
  return fault('invalid', `invalid pattern "${pattern}"`);
}
