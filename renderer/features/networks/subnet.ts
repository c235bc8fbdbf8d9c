/** A subnet as typed: which family it is of, and what lies in it. */
export interface ParsedSubnet {
  readonly family: 4 | 6;
  contains(address: string): boolean;
}

/** Reads `10.20.0.0/24` and `fd00:20::/64`; undefined for anything else. */
export function parseSubnet(text: string): ParsedSubnet | undefined {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIpv4(address) ? 4 : isIpv6(address) ? 6 : undefined;
  const bits = Number(length);
  if (family === undefined || bits > (family === 4 ? 32 : 128)) return undefined;
  const read = family === 4 ? bitsOfIpv4 : bitsOfIpv6;
  const prefix = read(address).slice(0, bits);
  return {
    family,
    contains: (other) =>
      (family === 4 ? isIpv4(other) : isIpv6(other)) && read(other).slice(0, bits) === prefix,
  };
}

export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

export function isIpv6(text: string): boolean {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return false;
  const words = [...wordsOf(head), ...wordsOf(tail ?? '')];
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return false;
  return tail === undefined ? words.length === 8 : words.length < 8;
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

function bitsOfIpv4(text: string): string {
  return text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function bitsOfIpv6(text: string): string {
  const [head = '', tail = ''] = text.split('::');
  const [before, after] = [wordsOf(head), wordsOf(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after]
    .map((word) => Number.parseInt(word, 16).toString(2).padStart(16, '0'))
    .join('');
}
