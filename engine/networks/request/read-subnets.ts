import type { IpamConfig } from '../../api/types/network.ts';
import { fault } from '../../base/errors.ts';
import {
  type Address,
  blockOf,
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  overlaps,
  parseAddress,
  parseCidr,
} from '../address/cidr.ts';
import type { Subnet } from '../network-record.ts';

/** Reads the subnets of a create request. Throws `invalid` in Docker's words, with everything that is wrong. */
export function readSubnets(configs: readonly IpamConfig[]): readonly Subnet[] {
  const problems: string[] = [];
  const subnets = configs.flatMap((config) => {
    const subnet = readSubnet(config, problems);
    return subnet === undefined ? [] : [subnet];
  });
  if (problems.length > 0) throw fault('invalid', `invalid network config:\n${problems.join('\n')}`);
  return subnets;
}

function readSubnet(config: IpamConfig, problems: string[]): Subnet | undefined {
  const text = config.Subnet ?? '';
  const parsed = parseCidr(text);
  if (parsed === undefined) {
    problems.push(`invalid subnet ${text}: invalid CIDR block notation`);
    return undefined;
  }
  const block = blockOf(parsed.address, parsed.prefix);
  if (parsed.address.value !== block.first) {
    problems.push(`invalid subnet ${text}: it should be ${formatCidr(block)}`);
  }
  return {
    subnet: formatCidr(block),
    range: readRange(config.IPRange ?? '', block, problems),
    gateway: readAddress(config.Gateway ?? '', block, 'gateway', problems),
    aux: Object.fromEntries(
      Object.entries(config.AuxiliaryAddresses ?? {}).flatMap(([name, value]) => {
        const address = readAddress(value, block, 'auxiliary address', problems, name);
        return address === undefined ? [] : [[name, address]];
      }),
    ),
    pooled: false,
  };
}

function readRange(text: string, parent: Cidr, problems: string[]): string | undefined {
  if (text === '') return undefined;
  const parsed = parseCidr(text);
  if (parsed === undefined) {
    problems.push(`invalid ip-range ${text}: invalid CIDR block notation`);
    return undefined;
  }
  const range = blockOf(parsed.address, parsed.prefix);
  const whole = formatCidr(parent);
  if (range.family !== parent.family) {
    problems.push(`invalid ip-range ${text}: parent subnet is an IPv${parent.family} block`);
    return undefined;
  }
  if (range.prefix < parent.prefix) {
    problems.push(`invalid ip-range ${text}: CIDR block is bigger than its parent subnet ${whole}`);
  }
  if (parsed.address.value !== range.first) {
    problems.push(`invalid ip-range ${text}: it should be ${formatCidr(range)}`);
  }
  if (!overlaps(range, parent)) {
    problems.push(`invalid ip-range ${text}: parent subnet ${whole} doesn't contain ip-range`);
  }
  return formatCidr(range);
}

function readAddress(
  text: string,
  parent: Cidr,
  what: string,
  problems: string[],
  name = text,
): string | undefined {
  if (text === '') return undefined;
  const address = parseAddress(text);
  const problem = problemOf(address, parent);
  if (problem !== undefined) problems.push(`invalid ${what} ${name}: ${problem}`);
  return address === undefined ? undefined : formatAddress(address);
}

function problemOf(address: Address | undefined, parent: Cidr): string | undefined {
  if (address === undefined) return 'invalid address';
  if (address.family !== parent.family) return `parent subnet is an IPv${parent.family} block`;
  if (!contains(parent, address)) return `parent subnet ${formatCidr(parent)} doesn't contain this address`;
  return undefined;
}
