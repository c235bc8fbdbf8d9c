import { isIP } from 'node:net';

export type Family = 4 | 6;

/** An IP address as a number. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** A block of addresses: the first one and how many bits all of them share. */
export interface Cidr {
  readonly family: Family;
  readonly first: bigint;
  readonly prefix: number;
}

const MAPPED = 0xffffn << 32n;

/** Reads an address; an IPv4 one inside IPv6 (`::ffff:1.2.3.4`) is that one. Undefined for anything else, also with a zone. */
export function parseAddress(text: string): Address | undefined {
  const family = text.includes('%') ? 0 : isIP(text);
  if (family === 4) return { family: 4, value: fromV4(text) };
  if (family !== 6) return undefined;
  const value = fromV6(text);
  return value >> 32n === MAPPED >> 32n ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

/** The address as people write it, IPv6 in the shortest form (RFC 5952). */
export function formatAddress({ family, value }: Address): string {
  return family === 4 ? toV4(value) : toV6(value);
}

/** Reads `ADDRESS/PREFIX`, whether or not the address is the first of its block. */
export function parseCidr(text: string): { readonly address: Address; readonly prefix: number } | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = parseAddress(match?.[1] ?? '');
  const prefix = Number(match?.[2]);
  if (address === undefined || prefix > bitsOf(address.family)) return undefined;
  return { address, prefix };
}

/** The block with `prefix` bits in which an address lies. */
export function blockOf({ family, value }: Address, prefix: number): Cidr {
  const rest = BigInt(bitsOf(family) - prefix);
  return { family, first: (value >> rest) << rest, prefix };
}

/** Reads a block that is known to be one, as records hold them. Throws for anything else. */
export function cidrOf(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new TypeError(`${text} is no block of addresses`);
  return blockOf(parsed.address, parsed.prefix);
}

export function formatCidr({ family, first, prefix }: Cidr): string {
  return `${formatAddress({ family, value: first })}/${prefix}`;
}

/** The last address of a block; in IPv4 the one for all. */
export function lastOf({ family, first, prefix }: Cidr): bigint {
  return first + (1n << BigInt(bitsOf(family) - prefix)) - 1n;
}

export function contains(block: Cidr, address: Address): boolean {
  return block.family === address.family && address.value >= block.first && address.value <= lastOf(block);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= lastOf(b) && b.first <= lastOf(a);
}

export function bitsOf(family: Family): number {
  return family === 4 ? 32 : 128;
}

function fromV4(text: string): bigint {
  return text.split('.').reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n);
}

function toV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
}

function fromV6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const low = fromV4(dotted[2] ?? '');
    return fromV6(`${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function toV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const text = groups.join(':');
  // The longest run of zero groups, the first of equals; one group alone is not shortened.
  const runs = [...text.matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
