/** A name and its value, as they were typed. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/**
 * `KEY=VALUE` lines as they stand in a .env file or a shell: comments, `export ` and quotes around a value are
 * understood. Undefined when it is not a list of such lines, so that an ordinary paste stays one.
 */
export function pastedPairs(text: string): Pair[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = lines.flatMap((line): Pair[] => {
    const match = /^(?:export\s+)?([^\s=]+)=(.*)$/.exec(line);
    return match === null ? [] : [{ key: match[1] ?? '', value: unquoted(match[2] ?? '') }];
  });
  return pairs.length > 0 && pairs.length === lines.length ? pairs : undefined;
}

function unquoted(value: string): string {
  return /^(['"])(.*)\1$/.exec(value)?.[2] ?? value;
}
