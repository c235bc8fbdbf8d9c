/**
 * A pattern of `${name#pattern}` and the like as a regular expression: `*` is any text, `?` any character, a backslash takes
 * the next one literally. Throws when it ends in a backslash.
 */
export function globExpression(
  pattern: string,
  { greedy, anchored }: { greedy: boolean; anchored: boolean },
): RegExp {
  let source = anchored ? '^' : '';
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '*') source += greedy ? '.*' : '.*?';
    else if (char === '?') source += '.';
    else if (char === '\\') {
      at += 1;
      const next = chars[at];
      if (next === undefined) throw new Error('invalid escape');
      source += literal(next);
    } else source += literal(char);
  }
  return new RegExp(source, 'su');
}

/** Removes the shortest or longest beginning that fits. */
export function trimPrefix(pattern: string, text: string, greedy: boolean): string {
  const found = globExpression(pattern, { greedy, anchored: true }).exec(text);
  return found === null ? text : text.slice(found[0].length);
}

/** Removes the shortest or longest end that fits: the same, read backwards. */
export function trimSuffix(pattern: string, text: string, greedy: boolean): string {
  return reversed(trimPrefix(reversedPattern(pattern), reversed(text), greedy));
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

/** A pattern read backwards, in which a backslash still stands before what it escapes. */
function reversedPattern(pattern: string): string {
  const tokens = pattern.match(/\\.|[^]/gsu) ?? [];
  return tokens.reverse().join('');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
