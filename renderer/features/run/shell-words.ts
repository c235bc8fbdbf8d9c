export type ShellWords = { readonly words: readonly string[] } | { readonly error: string };

/** Splits a command as a POSIX shell splits words, without variables, globs or operators: those have no shell here. */
export function parseShellWords(text: string): ShellWords {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return { error: `The quote ' at character ${at + 1} is never closed.` };
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      const quoted = doubleQuoted(text, at + 1);
      if (quoted === undefined) return { error: `The quote " at character ${at + 1} is never closed.` };
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '\\') {
      const next = text[at + 1];
      if (next === undefined) return { error: 'A backslash at the end has nothing to escape.' };
      if (next !== '\n') word = (word ?? '') + next;
      at += 1;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return { words };
}

/** Inside double quotes a backslash escapes only `"`, `\`, `$`, a backtick and a newline. */
function doubleQuoted(
  text: string,
  from: number,
): { readonly text: string; readonly end: number } | undefined {
  let quoted = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') return { text: quoted, end: at };
    const next = text[at + 1] ?? '';
    if (char === '\\' && '"\\$`\n'.includes(next) && next !== '') {
      if (next !== '\n') quoted += next;
      at += 1;
    } else {
      quoted += char;
    }
  }
  return undefined;
}

/** One word so that a shell reads it back as it is. */
export function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The words of a text without mistakes. */
export function wordsIn(text: string): readonly string[] {
  const parsed = parseShellWords(text);
  return 'words' in parsed ? parsed.words : [];
}

/** The mistake in a text of words, under the field's name; nothing when there is none. */
export function wordsProblem<Field extends string>(
  field: Field,
  text: string,
): Partial<Record<Field, string>> {
  const parsed = parseShellWords(text);
  return 'error' in parsed ? ({ [field]: parsed.error } as Record<Field, string>) : {};
}
