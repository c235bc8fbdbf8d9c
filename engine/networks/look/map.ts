import type { ContainerSummary } from '../../api/types/container.ts';
import type { EndpointSettings, NetworkInspect } from '../../api/types/network.ts';
import type {
  MapContainer,
  MapEndpoint,
  MapNetwork,
  MapPort,
  NetworkMap,
} from '../../api/types/network-look.ts';

const PROJECT = 'com.docker.compose.project';
const ICC = 'com.docker.network.bridge.enable_icc';

/** The map of what Docker's own lists say. */
export function networkMap(
  networks: readonly NetworkInspect[],
  containers: readonly ContainerSummary[],
): NetworkMap {
  const ids = new Map(networks.map(({ Name, Id }) => [Name, Id]));
  return {
    networks: networks.map(mapNetwork),
    containers: containers.map((container) => mapContainer(container, ids, containers)),
  };
}

function mapNetwork(network: NetworkInspect): MapNetwork {
  const configs = network.IPAM.Config ?? [];
  return {
    id: network.Id,
    name: network.Name,
    driver: network.Driver,
    subnets: texts(configs.map((config) => config.Subnet)),
    gateways: texts(configs.map((config) => config.Gateway)).map((gateway) => bare(gateway)),
    internal: network.Internal,
    open: network.Driver !== 'null' && !/^(false|0|f)$/i.test(network.Options[ICC] ?? 'true'),
    ...projectOf(network.Labels),
  };
}

function mapContainer(
  container: ContainerSummary,
  ids: ReadonlyMap<string, string>,
  all: readonly ContainerSummary[],
): MapContainer {
  const running = container.State === 'running' || container.State === 'paused';
  const owner = /^container:(.+)$/.exec(container.HostConfig.NetworkMode)?.[1];
  const shared = owner === undefined ? undefined : (findContainer(all, owner)?.Id ?? owner);
  return {
    id: container.Id,
    name: nameOf(container),
    image: container.Image,
    running,
    ...projectOf(container.Labels),
    ...(shared === undefined ? {} : { shares: shared }),
    endpoints: Object.entries(container.NetworkSettings.Networks).flatMap(([name, endpoint]) => {
      const network = endpoint.NetworkID || ids.get(name);
      return network === undefined ? [] : [mapEndpoint(network, endpoint)];
    }),
    ports: mapPorts(container),
  };
}

function mapEndpoint(network: string, endpoint: EndpointSettings): MapEndpoint {
  return {
    network,
    addresses: texts([endpoint.IPAddress, endpoint.GlobalIPv6Address]),
    ...(endpoint.MacAddress ? { mac: endpoint.MacAddress } : {}),
    names: [...new Set(endpoint.DNSNames ?? endpoint.Aliases ?? [])],
  };
}

/** One for each pair of ports, however many addresses of the host it is published on. */
function mapPorts({ Ports }: ContainerSummary): MapPort[] {
  const ports = new Map<string, MapPort>();
  for (const { IP, PrivatePort, PublicPort, Type } of Ports) {
    const key = `${Type} ${PrivatePort} ${PublicPort ?? ''}`;
    const published =
      PublicPort === undefined
        ? {}
        : {
            hostPort: PublicPort,
            hostAddresses: [...(ports.get(key)?.hostAddresses ?? []), ...texts([IP])],
          };
    const protocol = Type === 'udp' || Type === 'sctp' ? Type : 'tcp';
    ports.set(key, { protocol, port: PrivatePort, ...published });
  }
  return [...ports.values()].sort((a, b) => a.port - b.port || (a.hostPort ?? 0) - (b.hostPort ?? 0));
}

/** By name, whole id, or at least the twelve digits of one that people copy. */
function findContainer(all: readonly ContainerSummary[], ref: string): ContainerSummary | undefined {
  return all.find(
    (container) =>
      container.Id === ref ||
      nameOf(container) === ref ||
      (/^[0-9a-f]{12,}$/.test(ref) && container.Id.startsWith(ref)),
  );
}

function nameOf({ Id, Names }: ContainerSummary): string {
  return (Names[0] ?? Id.slice(0, 12)).replace(/^\//, '');
}

function projectOf(labels: Readonly<Record<string, string>>): { readonly project?: string } {
  const project = labels[PROJECT];
  return project ? { project } : {};
}

/** An address without the length of its prefix. */
function bare(address: string): string {
  return address.replace(/\/\d+$/, '');
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
