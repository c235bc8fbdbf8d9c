import type { NetworkDeps } from './deps.ts';
import type { FirewallNetwork } from './firewall/state.ts';
import { byPriority } from './kernel/endpoint-script.ts';
import type { NameServerAt } from './names/container-rules.ts';
import { namesOf } from './names/from-sandboxes.ts';
import { isPredefined, type NetworkRecord } from './network-record.ts';
import { bridgeOptions } from './options.ts';
import type { PortTarget } from './ports/ports.ts';
import type { Endpoint } from './sandbox.ts';

/** Makes the kernel's rules those of the networks and published ports there are. */
export async function refreshFirewall(deps: NetworkDeps): Promise<void> {
  const networks = deps.store
    .all()
    .filter((network) => network.driver === 'bridge' && deps.bridges.isSure(network))
    .map(firewallNetwork);
  await deps.firewall.set({ networks, published: deps.ports.published() });
}

/** Makes the names those of the containers there are; the next question sees it. */
export function refreshNames(deps: NetworkDeps): void {
  const networks = new Map(deps.store.all().map((network) => [network.id as string, network]));
  const { members, askers } = namesOf(deps.sandboxes.all(), networks);
  deps.names.set(members, askers);
}

/** Where a container with these endpoints asks for names, with the server listening there; undefined for the default bridge. */
export async function nameServerFor(
  deps: NetworkDeps,
  endpoints: readonly Endpoint[],
): Promise<NameServerAt | undefined> {
  for (const { network: id } of byPriority(endpoints)) {
    const network = deps.store.get(id);
    const address = network === undefined ? undefined : nameServerAddress(network);
    if (address !== undefined) return { address, port: await deps.names.listen(address) };
  }
  return undefined;
}

/** The address of a bridge at which names are answered; undefined where no names are. */
export function nameServerAddress(network: NetworkRecord): string | undefined {
  if (network.driver !== 'bridge' || isPredefined(network.name)) return undefined;
  const gateways = network.subnets.flatMap(({ gateway }) => gateway ?? []);
  const v4 = bridgeOptions(network).inhibitV4 ? undefined : gateways.find((one) => !one.includes(':'));
  return v4 ?? gateways.find((one) => one.includes(':'));
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
