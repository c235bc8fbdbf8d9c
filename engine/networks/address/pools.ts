import { createHash } from 'node:crypto';
import { fault } from '../../base/errors.ts';
import { bitsOf, type Cidr, cidrOf, type Family, overlaps } from './cidr.ts';

/** A block that is cut into subnets of one size. */
interface Pool {
  readonly block: Cidr;
  readonly size: number;
}

const V4: readonly Pool[] = [
  ...Array.from({ length: 15 }, (_, index) => ({ block: cidrOf(`172.${17 + index}.0.0/16`), size: 16 })),
  { block: cidrOf('192.168.0.0/16'), size: 20 },
];

/** How many subnets of one pool are tried: more than that are never in use at once. */
const MOST = 65_536n;

/**
 * The first subnet of Docker's default pools that meets nothing in `taken`. For IPv6 the pool is a /48 of the instance's own
 * (RFC 4193). Throws `invalid` in Docker's words when there is none.
 */
export function chooseSubnet(family: Family, instance: string, taken: readonly Cidr[]): Cidr {
  const pools = family === 4 ? V4 : [{ block: uniqueLocal(instance), size: 64 }];
  for (const { block, size } of pools) {
    const step = 1n << BigInt(bitsOf(family) - size);
    const count = 1n << BigInt(size - block.prefix);
    for (let index = 0n; index < count && index < MOST; index += 1n) {
      const subnet = { family, first: block.first + index * step, prefix: size };
      if (!taken.some((other) => overlaps(other, subnet))) return subnet;
    }
  }
  throw fault(
    'invalid',
    'all predefined address pools have been fully subnetted: remove a network, or name a subnet with --subnet',
  );
}

/** A /48 that is this instance's and, as likely as 40 random bits make it, nobody else's. */
function uniqueLocal(instance: string): Cidr {
  const bits = createHash('sha256').update(`gantry ula ${instance}`).digest('hex').slice(0, 10);
  return cidrOf(`fd${bits.slice(0, 2)}:${bits.slice(2, 6)}:${bits.slice(6, 10)}::/48`);
}
