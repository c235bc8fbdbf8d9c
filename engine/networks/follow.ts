import type { NetworkDeps } from './deps.ts';
import type { FirewallLink, FirewallNetwork } from './firewall/state.ts';
import { byPriority } from './kernel/endpoint-script.ts';
import type { NameServerAt } from './names/container-rules.ts';
import { type NetworksById, namesOf, type Reach, reachOf } from './names/from-sandboxes.ts';
import type { NetworkRecord } from './network-record.ts';
import { bridgeOptions } from './options.ts';
import type { ContainerPort } from './ports/port-wish.ts';
import type { PortTarget } from './ports/ports.ts';
import type { Endpoint } from './sandbox.ts';

/** Makes the kernel's rules those of the networks and published ports there are. */
export async function refreshFirewall(deps: NetworkDeps): Promise<void> {
  const networks = deps.store
    .all()
    .filter(({ driver }) => driver === 'bridge')
    // A bridge that is looked at again before its next use still has its members, and they their walls.
    .filter((network) => deps.bridges.isMade(network) || deps.sandboxes.members(network.id).length > 0)
    .map(firewallNetwork);
  const links = firewallLinks(deps);
  await deps.firewall.set({
    networks,
    published: deps.ports.published(),
    ...(links.length === 0 ? {} : { links }),
  });
}

/** Makes the names those of the containers there are; the next question sees it. */
export function refreshNames(deps: NetworkDeps): void {
  const { members, askers } = namesOf(deps.sandboxes.all(), networksById(deps));
  deps.names.set(members, askers);
}

/** How a container with these endpoints reaches the name server and the host. */
export function reachFor(deps: NetworkDeps, endpoints: readonly Endpoint[]): Reach {
  return reachOf(endpoints, networksById(deps));
}

/** Where a container with these endpoints asks for names, with the server listening there; undefined where there are none. */
export async function nameServerFor(
  deps: NetworkDeps,
  endpoints: readonly Endpoint[],
): Promise<NameServerAt | undefined> {
  const address = reachFor(deps, endpoints).resolver;
  return address === undefined ? undefined : { address, port: await deps.names.listen(address) };
}

/** As the name server is to see them: with no gateway that no bridge has. */
function networksById(deps: NetworkDeps): NetworksById {
  return new Map(
    deps.store.all().map((network) => {
      const { inhibitV4 } = bridgeOptions(network);
      const subnets = inhibitV4
        ? network.subnets.filter(({ subnet }) => subnet.includes(':'))
        : network.subnets;
      return [network.id, { ...network, subnets }];
    }),
  );
}

/** Through which network published ports lead to a container: the first with a way out. Undefined when it has none. */
export function portTarget(deps: NetworkDeps, endpoints: readonly Endpoint[]): PortTarget | undefined {
  for (const { network: id, v4, v6 } of byPriority(endpoints)) {
    const network = deps.store.get(id);
    if (network?.driver !== 'bridge' || network.internal) continue;
    const { hostBinding } = bridgeOptions(network);
    return {
      network: id,
      bridge: network.device,
      ...(v4 === undefined ? {} : { v4: v4.address }),
      ...(v6 === undefined ? {} : { v6: v6.address }),
      ...(hostBinding === undefined ? {} : { defaultAddress: hostBinding }),
    };
  }
  return undefined;
}

/** True when rules say something of single members of a network: those that may reach each other by `--link` alone. */
export function keepsApart(network: NetworkRecord): boolean {
  return network.driver === 'bridge' && !bridgeOptions(network).icc;
}

function firewallLinks(deps: NetworkDeps): FirewallLink[] {
  return deps.store
    .all()
    .filter(keepsApart)
    .flatMap((network) => {
      const members = deps.sandboxes.members(network.id);
      return members.flatMap(({ endpoint: from }) => {
        const linked = Object.values(from.links);
        return members
          .filter(({ sandbox }) => linked.includes(sandbox.container))
          .flatMap(({ sandbox, endpoint: to }) =>
            sandbox.exposed.flatMap((port) => linksBetween(network.device, from, to, port)),
          );
      });
    });
}

function linksBetween(bridge: string, from: Endpoint, to: Endpoint, port: ContainerPort): FirewallLink[] {
  return (['v4', 'v6'] as const).flatMap((family) => {
    const [one, other] = [from[family], to[family]];
    return one === undefined || other === undefined
      ? []
      : [{ bridge, from: one.address, to: other.address, ...port }];
  });
}

function firewallNetwork(network: NetworkRecord): FirewallNetwork {
  const { icc, masquerade } = bridgeOptions(network);
  return {
    id: network.id,
    bridge: network.device,
    subnets: network.subnets.map(({ subnet }) => subnet),
    internal: network.internal,
    icc,
    masquerade,
  };
}
