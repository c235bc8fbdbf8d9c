import { isPredefined, type NetworkRecord } from '../network-record.ts';
import type { Endpoint, Sandbox } from '../sandbox.ts';
import type { Asker, NameMember } from './member.ts';

/** Networks by id. */
export type NetworksById = ReadonlyMap<string, Pick<NetworkRecord, 'driver' | 'internal' | 'subnets'>>;

/** How a container reaches us. */
export interface Reach {
  /** The bridge's address at which it asks for names; undefined when all its networks have no names, or no bridge. */
  readonly resolver: string | undefined;
  /** The host, as it sees it: a bridge's address. */
  readonly host: { readonly v4?: string; readonly v6?: string };
}

/** All names and askers of the containers that run. The default bridge has no names, as in Docker. */
export function namesOf(
  sandboxes: readonly Sandbox[],
  networks: NetworksById,
): { readonly members: readonly NameMember[]; readonly askers: readonly Asker[] } {
  return {
    members: sandboxes.flatMap(({ container, endpoints }) =>
      endpoints.filter(hasNames).map((endpoint) => memberOf(container, endpoint)),
    ),
    askers: sandboxes
      .filter(({ endpoints }) => endpoints.some(hasNames))
      .map((sandbox) => askerOf(sandbox, networks)),
  };
}

/** Over which bridge these endpoints reach us; the one with the way out first, then by name. IPv4 before IPv6. */
export function reachOf(endpoints: readonly Endpoint[], networks: NetworksById): Reach {
  const over = inOrder(endpoints).flatMap((endpoint) => {
    const network = networks.get(endpoint.network);
    return network?.driver === 'bridge'
      ? [{ named: hasNames(endpoint), ...bridgeAddresses(endpoint, network) }]
      : [];
  });
  const named = over.filter((bridge) => bridge.named);
  const first = (key: 'v4' | 'v6') => over.find((bridge) => bridge[key] !== undefined)?.[key];
  const [v4, v6] = [first('v4'), first('v6')];
  return {
    resolver: (named.find((bridge) => bridge.v4) ?? named[0])?.v4 ?? named.find((bridge) => bridge.v6)?.v6,
    host: { ...(v4 === undefined ? {} : { v4 }), ...(v6 === undefined ? {} : { v6 }) },
  };
}

/** The bridge's own addresses, of the families that the endpoint has. An internal network has them, too. */
function bridgeAddresses(
  { v4, v6 }: Endpoint,
  { subnets }: Pick<NetworkRecord, 'subnets'>,
): { readonly v4: string | undefined; readonly v6: string | undefined } {
  const gateways = subnets.flatMap(({ gateway }) => gateway ?? []);
  return {
    v4: v4 === undefined ? undefined : gateways.find((gateway) => !gateway.includes(':')),
    v6: v6 === undefined ? undefined : gateways.find((gateway) => gateway.includes(':')),
  };
}

function memberOf(container: string, { network, names, v4, v6 }: Endpoint): NameMember {
  return {
    container,
    network,
    names,
    ...(v4 === undefined ? {} : { v4: v4.address }),
    ...(v6 === undefined ? {} : { v6: v6.address }),
  };
}

function askerOf(sandbox: Sandbox, networks: NetworksById): Asker {
  const { container, endpoints, upstream, ndotsChosen = false } = sandbox;
  return {
    container,
    addresses: endpoints.flatMap(({ v4, v6 }) => [v4, v6].flatMap((one) => one?.address ?? [])),
    networks: inOrder(endpoints.filter(hasNames)).map(({ network, networkName, links }) => ({
      id: network,
      name: networkName,
      links: new Map(Object.entries(links)),
    })),
    upstream,
    external: endpoints.some(({ network }) => networks.get(network)?.internal !== true),
    host: reachOf(endpoints, networks).host,
    ndotsChosen,
  };
}

function hasNames({ networkName }: Endpoint): boolean {
  return !isPredefined(networkName);
}

function inOrder(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.toSorted(
    (a, b) => b.gatewayPriority - a.gatewayPriority || (a.networkName < b.networkName ? -1 : 1),
  );
}
