import { allEnded } from '../../base/all-ended.ts';
import { fault, GantryError } from '../../base/errors.ts';
import type { CheckedEndpoint } from '../../networks/endpoint-request.ts';
import type { OpenedSandbox } from '../../networks/open-sandbox.ts';
import { readExposedPorts, readPortWishes } from '../../networks/ports/port-wish.ts';
import type { Sandbox } from '../../networks/sandbox.ts';
import type { Deps } from '../deps.ts';
import { followEtcFiles } from '../files/etc-files.ts';
import { type EtcNetwork, etcNetworkOf } from '../files/etc-network.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { resolveLinks } from './links.ts';
import type { ContainerNetworks } from './settle-networks.ts';

/** The networks of a record; those of before there were any are told by the mode. */
export function networksOf({ networks, hostConfig, config }: ContainerRecord): ContainerNetworks {
  if (networks !== undefined) return networks;
  const mode = parseNetworkMode(hostConfig.NetworkMode);
  if (mode.kind === 'container' || config.NetworkDisabled === true) return {};
  return { [mode.kind === 'network' ? mode.ref : mode.kind]: {} };
}

/**
 * Opens the network of a container that starts; undefined for one that shares another's. Throws in Docker's words, `not-found`
 * for a network that is gone.
 */
export async function openNetwork(deps: Deps, record: ContainerRecord): Promise<OpenedSandbox | undefined> {
  const { id, name, config, hostConfig } = record;
  if (parseNetworkMode(hostConfig.NetworkMode).kind === 'container') return undefined;
  try {
    return await deps.networks.open({
      container: id,
      name,
      hostname: config.Hostname ?? '',
      endpoints: Object.keys(networksOf(record)).map((network) => ({
        network,
        asks: asksOf(deps, record, network),
      })),
      exposed: readExposedPorts(config.ExposedPorts ?? {}),
      ports: readPortWishes({
        exposed: config.ExposedPorts ?? {},
        bindings: hostConfig.PortBindings ?? {},
        publishAll: hostConfig.PublishAllPorts === true,
      }),
      upstream: hostConfig.Dns ?? [],
      ndotsChosen: (hostConfig.DnsOptions ?? []).some((option) => /^ndots:\d+$/.test(option)),
    });
  } catch (error) {
    throw networkFault(error);
  }
}

/** Says of an error that it is the network's. */
export function networkFault(error: unknown): unknown {
  if (!(error instanceof GantryError)) return error;
  return fault(error.kind, `failed to set up container networking: ${error.message}`, error);
}

/** What a container asks of one of its networks. Links of `HostConfig` are those of the default bridge. */
export function asksOf(deps: Deps, record: ContainerRecord, network: string): CheckedEndpoint {
  const settings = networksOf(record)[network] ?? {};
  const legacy = deps.networks.find(network).name === 'bridge' ? (record.hostConfig.Links ?? []) : [];
  return {
    ...deps.networks.check(network, settings),
    links: resolveLinks(deps.store, [...legacy, ...(settings.Links ?? [])]),
  };
}

/** What a container's network means for its /etc files. */
export function etcNetworkFor(deps: Deps, sandbox: Sandbox): EtcNetwork {
  const gateways = deps.networks.find('bridge').subnets.flatMap(({ gateway }) => gateway ?? []);
  return etcNetworkOf(
    sandbox,
    deps.networks.reach(sandbox.endpoints),
    (container) => deps.networks.sandboxOf(container),
    gateways,
  );
}

/** Lets the /etc files of a container that runs follow its network, and of those that have links to it. */
export async function followNetwork(deps: Deps, id: string): Promise<void> {
  const own = deps.networks.sandboxOf(id);
  await allEnded([own === undefined ? Promise.resolve() : followEtc(deps, own), followLinks(deps, id)]);
}

/** Lets the /etc files of containers that have links to this one know its addresses. */
export async function followLinks(deps: Deps, id: string): Promise<void> {
  const linked = deps.networks
    .sandboxes()
    .filter(
      ({ container, endpoints }) =>
        container !== id && endpoints.some(({ links }) => Object.values(links).includes(id)),
    );
  await Promise.all(linked.map((sandbox) => followEtc(deps, sandbox)));
}

async function followEtc(deps: Deps, sandbox: Sandbox): Promise<void> {
  const entry = deps.store.peek(sandbox.container);
  if (entry === undefined) return;
  const { config, hostConfig: host } = entry.record;
  const folder = deps.store.folder(sandbox.container);
  await followEtcFiles({ folder, config, host, network: etcNetworkFor(deps, sandbox) });
}
