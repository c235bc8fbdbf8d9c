import { fault } from '../base/errors.ts';

/**
 * Splits a Dockerfile line at spaces, as its instructions take words: quotes hold a word together, a backslash takes the
 * next character as it is (in single quotes it stands for itself). Throws `invalid` for a quote that is not closed.
 */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (character === '\\' && quote !== "'" && index + 1 < line.length) {
      word = (word ?? '') + line.charAt(++index);
    } else if (character === quote) {
      quote = undefined;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined)
    throw fault('invalid', `unexpected end of statement while looking for matching ${quote}`);
  return word === undefined ? words : [...words, word];
}

/** `KEY=VALUE …`, or the old form `KEY VALUE WITH SPACES`, as pairs. Throws `invalid` for a word without a value. */
export function pairsOf(line: string, instruction: string): [key: string, value: string][] {
  const [first = ''] = line.split(/\s/);
  if (!first.includes('=')) {
    const match = /^(\S+)\s+(.*)$/s.exec(line);
    if (match === null) throw fault('invalid', `${instruction} must have two arguments`);
    const [, key = '', value = ''] = match;
    return [
      [
        key,
        wordsOf(
          `"${value
            .trim()
            .replace(/^(["'])(.*)\1$/s, '$2')
            .replace(/"/g, '\\"')}"`,
        ).join(''),
      ],
    ];
  }
  return wordsOf(line).map((word) => {
    const equals = word.indexOf('=');
    if (equals < 1)
      throw fault('invalid', `Syntax error - can't find = in "${word}". Must be of the form: name=value`);
    return [word.slice(0, equals), word.slice(equals + 1)];
  });
}

/** A JSON list of strings; undefined when the text is something else, which then is a command for the shell. */
export function jsonWords(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
