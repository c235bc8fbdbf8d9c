import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import type { NetworkInspect } from '../../../engine/api/types/network.ts';
import { type PortLink, portLinks } from '../../bridge/port-links.ts';
import { parseTime } from '../../ui/relative-time.ts';

/** What the list and the page show of a network. */
export interface NetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  readonly internal: boolean;
  /** Every engine has it, and nobody removes it. */
  readonly predefined: boolean;
  readonly project: string | undefined;
  readonly created: number | undefined;
  readonly members: readonly NetworkMemberView[];
  /** Published by its members. */
  readonly ports: readonly PortLink[];
  /** What the filter looks into. */
  readonly words: string;
}

/** A container that is on the network, or will be when it runs. */
export interface NetworkMemberView {
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
  readonly addresses: readonly string[];
  readonly mac: string;
  readonly aliases: readonly string[];
  readonly ports: readonly PortLink[];
}

const PROJECT_LABEL = 'com.docker.compose.project';
const PREDEFINED = ['bridge', 'host', 'none'];

function isPredefined(name: string): boolean {
  return PREDEFINED.includes(name);
}

export function networkViews(
  networks: readonly NetworkInspect[],
  containers: readonly ContainerSummary[] = [],
): NetworkView[] {
  return networks.map((network) => networkView(network, containers));
}

function networkView(network: NetworkInspect, containers: readonly ContainerSummary[]): NetworkView {
  const members = containers.flatMap((container) => memberView(network, container) ?? []);
  const subnets = (network.IPAM.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []);
  const project = network.Labels[PROJECT_LABEL] || undefined;
  return {
    id: network.Id,
    name: network.Name,
    driver: network.Driver,
    subnets,
    internal: network.Internal,
    predefined: isPredefined(network.Name),
    project,
    created: parseTime(network.Created),
    members,
    ports: members.flatMap(({ ports }) => ports),
    words: [network.Name, network.Id, network.Driver, project, ...subnets, ...members.map(({ name }) => name)]
      .join(' ')
      .toLowerCase(),
  };
}

function memberView(network: NetworkInspect, container: ContainerSummary): NetworkMemberView | undefined {
  const found = Object.entries(container.NetworkSettings.Networks).find(
    ([name, { NetworkID }]) => NetworkID === network.Id || (!NetworkID && name === network.Name),
  );
  if (found === undefined) return undefined;
  const [, endpoint] = found;
  return {
    id: container.Id,
    name: (container.Names[0] ?? container.Id.slice(0, 12)).replace(/^\//, ''),
    running: container.State === 'running' || container.State === 'paused',
    addresses: [endpoint.IPAddress, endpoint.GlobalIPv6Address].flatMap((address) => address || []),
    mac: endpoint.MacAddress ?? '',
    aliases: [...new Set(endpoint.DNSNames ?? endpoint.Aliases ?? [])],
    ports: portLinks(container.Ports),
  };
}

/** Every word must be found somewhere. */
export function filterNetworks(
  networks: readonly NetworkView[],
  filter: string,
  show: string,
): readonly NetworkView[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return networks.filter(
    (network) =>
      (show !== 'used' || network.members.length > 0) &&
      (show !== 'unused' || isUnused(network)) &&
      wanted.every((word) => network.words.includes(word)),
  );
}

/** What `docker network prune` would take: of nobody's, and not one that every engine has. */
export function isUnused({ predefined, members }: NetworkView): boolean {
  return !predefined && members.length === 0;
}
