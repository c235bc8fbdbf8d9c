import { fault } from '../base/errors.ts';
import { newId, shortId } from '../base/ids.ts';
import { isReserved, lowestFree, subnetOf } from './address/allocate.ts';
import { type Address, cidrOf, type Family, formatAddress } from './address/cidr.ts';
import { macOf } from './address/mac.ts';
import type { NetworkDeps } from './deps.ts';
import type { CheckedEndpoint } from './endpoint-request.ts';
import type { NewEndpoint } from './kernel/endpoint-script.ts';
import { hostInterfaceName } from './kernel/names.ts';
import { isPredefined, type NetworkRecord, type Subnet } from './network-record.ts';
import { interfacePrefix } from './options.ts';
import type { Endpoint, EndpointAddress } from './sandbox.ts';

/** Whose endpoint it is. */
export interface EndpointOwner {
  readonly container: string;
  readonly name: string;
  readonly hostname: string;
}

/**
 * A new endpoint with its addresses. They are its own once it is in a sandbox of the store, so nothing may be waited for in
 * between. Throws `forbidden` for an address that is taken, `unavailable` when there is none left.
 */
export function planEndpoint(
  deps: NetworkDeps,
  network: NetworkRecord,
  request: CheckedEndpoint,
  owner: EndpointOwner,
  present: readonly Endpoint[],
): NewEndpoint {
  const id = fittingId(deps);
  const isNamed = !isPredefined(network.name);
  const common = {
    id,
    network: network.id,
    networkName: network.name,
    names: isNamed
      ? [...new Set([owner.name, ...request.aliases, shortId(owner.container), owner.hostname])].filter(
          Boolean,
        )
      : [],
    links: request.links,
    gatewayPriority: request.gatewayPriority,
  };
  if (network.driver === 'host' || network.driver === 'null') {
    const nothing = {
      interface: '',
      hostInterface: '',
      mac: '',
      v4: undefined,
      v6: undefined,
      linkLocal: [],
    };
    return { network, sysctls: [], endpoint: { ...common, ...nothing } };
  }
  const taken = new Set(
    deps.sandboxes
      .holders(network.id)
      .flatMap(({ endpoint }) => [endpoint.v4?.address, endpoint.v6?.address])
      .filter((address) => address !== undefined),
  );
  const v4 = network.ipv4 ? addressIn(deps, network, 4, request.v4, taken) : undefined;
  const v6 = network.ipv6 ? addressIn(deps, network, 6, request.v6, taken) : undefined;
  const endpoint: Endpoint = {
    ...common,
    interface: request.interface ?? freeInterface(interfacePrefix(network), present),
    hostInterface: network.driver === 'bridge' ? hostInterfaceName(deps.instance, id) : '',
    mac: request.mac ?? macOf(v4?.address),
    v4,
    v6,
    linkLocal: request.linkLocal,
  };
  return { network, endpoint, sysctls: request.sysctls };
}

function addressIn(
  deps: NetworkDeps,
  network: NetworkRecord,
  family: Family,
  wished: Address | undefined,
  taken: ReadonlySet<string>,
): EndpointAddress {
  if (wished !== undefined) return wishedAddress(deps, network, wished, taken);
  const given = lowestFree(network.subnets, family, taken);
  if (given === undefined) {
    throw fault(
      'unavailable',
      `no available IPv${family} addresses on this network's address pools: ${network.name} (${network.id})`,
    );
  }
  return endpointAddress(network, given.subnet, given.address);
}

function wishedAddress(
  deps: NetworkDeps,
  network: NetworkRecord,
  wished: Address,
  taken: ReadonlySet<string>,
): EndpointAddress {
  const subnet = subnetOf(network.subnets, wished);
  const address = formatAddress(wished);
  if (subnet === undefined) {
    throw fault('invalid', `no configured subnet or ip-range contain the IP address ${address}`);
  }
  if (taken.has(address)) {
    const holder = deps.sandboxes
      .holders(network.id)
      .find(({ endpoint }) => endpoint.v4?.address === address || endpoint.v6?.address === address);
    throw fault(
      'forbidden',
      `Address already in use: ${address} is that of container ${holder?.sandbox.name ?? ''} in network ${network.name}`,
    );
  }
  if (isReserved(subnet, wished)) {
    throw fault('forbidden', `Address already in use: ${address} is reserved in network ${network.name}`);
  }
  return endpointAddress(network, subnet, address);
}

function endpointAddress(network: NetworkRecord, subnet: Subnet, address: string): EndpointAddress {
  const leadsOut = !network.internal && (network.driver === 'bridge' || network.foreignDevice);
  return {
    address,
    prefix: cidrOf(subnet.subnet).prefix,
    gateway: leadsOut ? subnet.gateway : undefined,
  };
}

function fittingId(deps: NetworkDeps) {
  const used = new Set(
    deps.sandboxes.all().flatMap(({ endpoints }) => endpoints.map(({ hostInterface }) => hostInterface)),
  );
  for (;;) {
    const id = newId();
    if (!used.has(hostInterfaceName(deps.instance, id))) return id;
  }
}

function freeInterface(prefix: string, present: readonly Endpoint[]): string {
  const used = new Set(present.map((endpoint) => endpoint.interface));
  for (let number = 0; ; number += 1) if (!used.has(`${prefix}${number}`)) return `${prefix}${number}`;
}
