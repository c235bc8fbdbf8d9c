const UNITS: readonly (readonly [string, number])[] = [
  ['h', 3600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
];

/** `1m30s`, `500ms`, `90` (seconds) as nanoseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const plain = text.trim();
  if (/^\d+(\.\d+)?$/.test(plain)) return Math.round(Number(plain) * 1e9);
  if (!/^(\d+(\.\d+)?(h|ms|m|s)\s*)+$/.test(plain)) return undefined;
  let sum = 0;
  for (const [, number, unit] of plain.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
    sum += Number(number) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0);
  }
  return Math.round(sum);
}

/** Nanoseconds as `1m30s`; what is below a millisecond is rounded up. */
export function durationText(nanoseconds: number): string {
  let rest = Math.ceil(nanoseconds / 1e6) * 1e6;
  const words = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return words.length === 0 ? '0s' : words.join('');
}
