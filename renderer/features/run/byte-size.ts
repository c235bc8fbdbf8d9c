const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** `512m`, `1.5g`, `1073741824` as bytes, in Docker's binary units; undefined for anything else. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text.trim());
  const factor = FACTORS[match?.[2]?.toLowerCase() ?? ''];
  if (match === null || factor === undefined) return undefined;
  return Math.round(Number(match[1]) * factor);
}

/** Bytes in the largest unit that divides them: `512m`; empty for none. */
export function bytesText(bytes: number): string {
  if (bytes === 0) return '';
  const [unit = '', factor = 1] =
    Object.entries(FACTORS).findLast(([name, size]) => name !== '' && bytes % size === 0) ?? [];
  return `${bytes / factor}${unit}`;
}
