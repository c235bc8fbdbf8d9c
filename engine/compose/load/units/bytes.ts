const POWERS = 'bkmgtpe';

/** Bytes of a size such as `512`, `64m`, `1.5 GiB`; units are powers of 1024. Undefined when it is none. */
export function bytesOf(text: string): number | undefined {
  const [, number = '', unit = 'b'] = /^(-?\d+(?:\.\d+)?) ?([kKmMgGtTpPeE])?[iI]?[bB]?$/.exec(text) ?? [];
  if (number === '') return undefined;
  return Math.trunc(Number(number) * 1024 ** POWERS.indexOf(unit.toLowerCase()));
}
