import type { Subnet } from '../network-record.ts';
import { type Address, cidrOf, contains, type Family, formatAddress, lastOf, parseAddress } from './cidr.ts';

/** An address that was given out, with the subnet it is from. */
export interface Given {
  readonly address: string;
  readonly subnet: Subnet;
}

/**
 * The lowest address of a family that nobody has, of the subnets in their order; undefined when all are taken. Never the first
 * of a subnet, nor in IPv4 its last, nor a gateway or an auxiliary one.
 */
export function lowestFree(
  subnets: readonly Subnet[],
  family: Family,
  taken: ReadonlySet<string>,
): Given | undefined {
  for (const subnet of subnets) {
    const block = cidrOf(subnet.subnet);
    if (block.family !== family) continue;
    const range = subnet.range === undefined ? block : cidrOf(subnet.range);
    const never = reserved(subnet);
    const last = lastOf(range);
    for (let value = range.first; value <= last; value += 1n) {
      if (never.has(value)) continue;
      const address = formatAddress({ family, value });
      if (!taken.has(address)) return { address, subnet };
    }
  }
  return undefined;
}

/** The subnet in which a wished address lies. Undefined when it lies in none. */
export function subnetOf(subnets: readonly Subnet[], address: Address): Subnet | undefined {
  return subnets.find(({ subnet }) => contains(cidrOf(subnet), address));
}

/** True for what is no member's: gateway, auxiliary addresses, the first of a subnet and in IPv4 the last. */
export function isReserved(subnet: Subnet, address: Address): boolean {
  return reserved(subnet).has(address.value);
}

/** The first address that may be a gateway. */
export function firstUsable(subnet: Subnet): string {
  const block = cidrOf(subnet.range ?? subnet.subnet);
  const whole = cidrOf(subnet.subnet);
  const never = reserved(subnet);
  let value = block.first;
  while (never.has(value) && value < lastOf(block)) value += 1n;
  return formatAddress({ family: whole.family, value });
}

function reserved({ subnet, gateway, aux }: Subnet): ReadonlySet<bigint> {
  const block = cidrOf(subnet);
  const given = [gateway, ...Object.values(aux)].flatMap((text) => {
    const address = text === undefined ? undefined : parseAddress(text);
    return address === undefined ? [] : [address.value];
  });
  const last = lastOf(block);
  // Point-to-point subnets (RFC 3021, RFC 6164) use all of their addresses.
  const ends = last - block.first < 2n ? [] : block.family === 4 ? [block.first, last] : [block.first];
  return new Set([...given, ...ends]);
}
