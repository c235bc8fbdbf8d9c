import type { NetworkRecord } from '../network-record.ts';
import type { Endpoint, Sandbox } from '../sandbox.ts';
import type { Asker, NameMember } from './member.ts';

/** All names and askers of the containers that run. The default bridge has no names, as in Docker. */
export function namesOf(
  sandboxes: readonly Sandbox[],
  networks: ReadonlyMap<string, Pick<NetworkRecord, 'name' | 'internal'>>,
): { readonly members: readonly NameMember[]; readonly askers: readonly Asker[] } {
  const hasNames = (endpoint: Endpoint) => endpoint.networkName !== 'bridge';
  return {
    members: sandboxes.flatMap(({ container, endpoints }) =>
      endpoints.filter(hasNames).map((endpoint) => memberOf(container, endpoint)),
    ),
    askers: sandboxes
      .filter(({ endpoints }) => endpoints.some(hasNames))
      .map((sandbox) => askerOf(sandbox, sandbox.endpoints.filter(hasNames), networks)),
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

function askerOf(
  { container, endpoints, upstream }: Sandbox,
  named: readonly Endpoint[],
  networks: ReadonlyMap<string, Pick<NetworkRecord, 'name' | 'internal'>>,
): Asker {
  const inOrder = named.toSorted(
    (a, b) => b.gatewayPriority - a.gatewayPriority || (a.networkName < b.networkName ? -1 : 1),
  );
  const v4 = inOrder.find((endpoint) => endpoint.v4?.gateway !== undefined)?.v4?.gateway;
  const v6 = inOrder.find((endpoint) => endpoint.v6?.gateway !== undefined)?.v6?.gateway;
  return {
    container,
    addresses: endpoints.flatMap((endpoint) =>
      [endpoint.v4, endpoint.v6].flatMap((one) => one?.address ?? []),
    ),
    networks: inOrder.map(({ network, networkName, links }) => ({
      id: network,
      name: networkName,
      links: new Map(Object.entries(links)),
    })),
    upstream,
    external: endpoints.some(({ network }) => networks.get(network)?.internal !== true),
    host: { ...(v4 === undefined ? {} : { v4 }), ...(v6 === undefined ? {} : { v6 }) },
  };
}
