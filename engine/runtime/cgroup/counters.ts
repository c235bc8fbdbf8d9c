/** Parses lines of `name number`, such as memory.stat. */
export function counters(text: string): Record<string, number> {
  return Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.split(' '))
      .flatMap(([name, value]) =>
        name && value !== undefined && value !== '' ? [[name, Number(value)]] : [],
      ),
  );
}

/** A file with one number; 0 when it is missing. */
export function single(text: string): number {
  return Number(text.trim()) || 0;
}

/** The kernel's greatest page-aligned counter: what v1 shows for "no limit" is about this. */
const NO_LIMIT = 2 ** 62;

/** A file with one limit; undefined for none (`max`, -1, or v1's huge number) and when it is missing. */
export function limit(text: string): number | undefined {
  const word = text.trim();
  if (word === '' || word === 'max') return undefined;
  const value = Number(word);
  return value < 0 || value >= NO_LIMIT ? undefined : value;
}
