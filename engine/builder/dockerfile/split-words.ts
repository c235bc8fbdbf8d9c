import type { Word } from './syntax-node.ts';

const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function isSpace(char: string): boolean {
  return SPACE.test(char);
}

/** Splits at blanks, and at nothing else. `offset` is where `text` begins in the logical line. */
export function splitAtBlanks(text: string, offset: number): Word[] {
  return [...text.matchAll(/[^\t\v\f\r ]+/g)].map((match) => ({
    text: match[0],
    offset: offset + match.index,
  }));
}

/** Splits at blanks outside quotes; quotes and escapes stay in the words, since they are still to be read by the shell's rules. */
export function splitQuoted(text: string, offset: number, escape: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    let word = '';
    let quote = '';
    for (; at < text.length; at += 1) {
      const char = text.charAt(at);
      if (quote === '' && isSpace(char)) break;
      if (char === escape && quote !== "'") {
        if (at + 1 === text.length) continue; // an escape at the end stands for nothing
        word += char;
        at += 1;
        word += text.charAt(at);
        continue;
      }
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      word += char;
    }
    words.push({ text: word, offset: offset + start });
  }
  return words;
}

/** Takes the leading `--flags` off; in them quotes and backslashes are read at once. */
export function splitFlags(
  text: string,
  offset: number,
): { readonly flags: Word[]; readonly rest: string; readonly restOffset: number } {
  const flags: Word[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charAt(at))) at += 1;
    if (!text.startsWith('--', at)) break;
    const start = at;
    let word = '';
    let quote = '';
    for (; at < text.length; at += 1) {
      const char = text.charAt(at);
      if (quote === '' && isSpace(char)) break;
      if (char === '\\') {
        at += 1;
        word += text.charAt(at);
      } else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      else word += char;
    }
    if (word === '--') break;
    flags.push({ text: word, offset: offset + start });
  }
  const rest = text.slice(at).trimEnd();
  const blanks = rest.length - rest.trimStart().length;
  return { flags, rest: rest.trimStart(), restOffset: offset + at + blanks };
}
