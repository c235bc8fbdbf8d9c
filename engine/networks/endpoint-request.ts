import type { EndpointSettings } from '../api/types/network.ts';
import { fault } from '../base/errors.ts';
import { subnetOf } from './address/allocate.ts';
import { type Address, formatAddress, parseAddress } from './address/cidr.ts';
import { parseMac } from './address/mac.ts';
import type { InterfaceSysctl } from './kernel/endpoint-script.ts';
import { isPredefined, type NetworkRecord } from './network-record.ts';

/** What a container asks of one network, read and found possible. */
export interface CheckedEndpoint {
  readonly v4: Address | undefined;
  readonly v6: Address | undefined;
  readonly linkLocal: readonly string[];
  readonly mac: string | undefined;
  readonly aliases: readonly string[];
  /** Alias to container id. */
  readonly links: Readonly<Record<string, string>>;
  readonly gatewayPriority: number;
  readonly interface: string | undefined;
  readonly sysctls: readonly InterfaceSysctl[];
}

const IFNAME = 'com.docker.network.endpoint.ifname';
const SYSCTLS = 'com.docker.network.endpoint.sysctls';

/**
 * Checks what a container asks of a network. `links` is left empty: only who knows containers can fill it. Throws `invalid` in
 * Docker's words with everything that is wrong, `forbidden` for a network that is but a pattern.
 */
export function checkEndpoint(network: NetworkRecord, settings: EndpointSettings): CheckedEndpoint {
  if (network.configOnly) {
    throw fault('forbidden', `cannot create endpoint on configuration-only network ${network.name}`);
  }
  const problems: string[] = [];
  const ipam = settings.IPAMConfig ?? {};
  const aliases = settings.Aliases ?? [];
  if (isPredefined(network.name)) {
    if (ipam.IPv4Address || ipam.IPv6Address) {
      problems.push('user specified IP address is supported on user defined networks only');
    }
    if (aliases.length > 0) {
      problems.push('network-scoped alias is supported only for containers in user defined networks');
    }
  }
  const checked = {
    v4: readAddress(ipam.IPv4Address ?? '', 4, problems),
    v6: readAddress(ipam.IPv6Address ?? '', 6, problems),
    linkLocal: (ipam.LinkLocalIPs ?? []).flatMap((text) => readLinkLocal(text, problems)),
    mac: readMac(settings.MacAddress ?? '', problems),
    aliases,
    links: {},
    gatewayPriority: settings.GwPriority ?? 0,
    ...readOptions(settings.DriverOpts ?? {}, problems),
  };
  for (const address of [checked.v4, checked.v6]) {
    const problem = address === undefined ? undefined : outside(network, address);
    if (problem !== undefined && !isPredefined(network.name)) problems.push(problem);
  }
  if (problems.length > 0) throw fault('invalid', `invalid endpoint settings:\n${problems.join('\n')}`);
  return checked;
}

function readAddress(text: string, family: 4 | 6, problems: string[]): Address | undefined {
  if (text === '') return undefined;
  const address = parseAddress(text);
  if (address?.family === family && address.value !== 0n) return address;
  problems.push(`invalid IPv${family} address: ${text}`);
  return undefined;
}

function readLinkLocal(text: string, problems: string[]): string[] {
  const address = parseAddress(text);
  if (address === undefined || address.value === 0n) {
    problems.push(`invalid link-local IP address: ${text}`);
    return [];
  }
  return [`${formatAddress(address)}/${address.family === 4 ? 16 : 64}`];
}

function readMac(text: string, problems: string[]): string | undefined {
  if (text === '') return undefined;
  const mac = parseMac(text);
  if (mac === undefined) problems.push(`invalid MAC address ${text}`);
  return mac;
}

function readOptions(
  options: Readonly<Record<string, string>>,
  problems: string[],
): Pick<CheckedEndpoint, 'interface' | 'sysctls'> {
  for (const option of Object.keys(options)) {
    if (option !== IFNAME && option !== SYSCTLS) problems.push(`unknown driver option "${option}"`);
  }
  const name = options[IFNAME];
  if (name !== undefined && (!/^[a-zA-Z][\w.-]{0,14}$/.test(name) || name === 'lo')) {
    problems.push(`invalid interface name "${name}"`);
  }
  const sysctls = (options[SYSCTLS] ?? '').split(',').filter((text) => text !== '');
  return {
    interface: name,
    sysctls: sysctls.flatMap((text) => readSysctl(text, problems)),
  };
}

function readSysctl(text: string, problems: string[]): InterfaceSysctl[] {
  const match = /^net\.(ipv4|ipv6|mpls)\.(conf|neigh)\.(?:IFNAME|ifname)\.(\w+)=(-?\d+)$/.exec(text);
  if (match === null) {
    problems.push(
      `unrecognised network interface sysctl '${text}'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4', 'ipv6' or 'mpls'`,
    );
    return [];
  }
  const [, family = '', group = '', key = '', value = ''] = match;
  return [{ family, group, key, value }];
}

function outside(network: NetworkRecord, address: Address): string | undefined {
  const subnet = subnetOf(network.subnets, address);
  if (subnet !== undefined && !subnet.pooled) return undefined;
  const own = network.subnets.some(({ pooled }) => !pooled);
  return own
    ? `no configured subnet or ip-range contain the IP address ${formatAddress(address)}`
    : 'user specified IP address is supported only when connecting to networks with user configured subnets';
}
