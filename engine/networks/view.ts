import type { IpamConfig, NetworkInspect, NetworkMember } from '../api/types/network.ts';
import type { NetworkRecord, Subnet } from './network-record.ts';
import type { EndpointAddress } from './sandbox.ts';
import type { Member } from './sandbox-store.ts';

/** A network as `docker network inspect` shows it. */
export function viewOf(network: NetworkRecord, members: readonly Member[]): NetworkInspect {
  return {
    Name: network.name,
    Id: network.id,
    Created: network.created,
    Scope: 'local',
    Driver: network.driver,
    EnableIPv4: network.ipv4,
    EnableIPv6: network.ipv6,
    IPAM: {
      Driver: 'default',
      Options: Object.keys(network.ipamOptions).length === 0 ? null : network.ipamOptions,
      Config: network.driver === 'host' || network.driver === 'null' ? null : network.subnets.map(configOf),
    },
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: false,
    ConfigFrom: { Network: network.configFrom },
    ConfigOnly: network.configOnly,
    Containers: Object.fromEntries(members.map((member) => [member.sandbox.container, memberOf(member)])),
    Options: network.options,
    Labels: network.labels,
  };
}

function configOf({ subnet, range, gateway, aux }: Subnet): IpamConfig {
  return {
    Subnet: subnet,
    ...(range === undefined ? {} : { IPRange: range }),
    ...(gateway === undefined ? {} : { Gateway: gateway }),
    ...(Object.keys(aux).length === 0 ? {} : { AuxiliaryAddresses: aux }),
  };
}

function memberOf({ sandbox, endpoint }: Member): NetworkMember {
  const shown = (one: EndpointAddress | undefined) =>
    one === undefined ? '' : `${one.address}/${one.prefix}`;
  return {
    Name: sandbox.name,
    EndpointID: endpoint.id,
    MacAddress: endpoint.mac,
    IPv4Address: shown(endpoint.v4),
    IPv6Address: shown(endpoint.v6),
  };
}
