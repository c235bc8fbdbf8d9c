import type { HostConfig, PortBinding } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { containerName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service, ServiceNetwork } from '../model/service.ts';
import { defined } from './defined.ts';

/** One network of a container. */
export interface Endpoint {
  /** The network's name in the engine. */
  readonly network: string;
  readonly settings: EndpointSettings;
}

/**
 * The networks of a service's container, the main one first: the highest `priority`, else the first by name. The first is
 * named when the container is made; older engines take the others only by `connect`.
 */
export function endpointsOf(
  project: Project,
  service: Service,
  number: number,
  options: { readonly links?: readonly string[]; readonly aliases?: boolean } = {},
): readonly Endpoint[] {
  const entries = Object.entries(service.networks ?? {}).sort(
    ([one, a], [other, b]) => (b?.priority ?? 0) - (a?.priority ?? 0) || (one < other ? -1 : 1),
  );
  return entries.map(([key, network]) => ({
    network: project.networks[key]?.name ?? key,
    settings: endpoint(project, service, number, network, options),
  }));
}

function endpoint(
  project: Project,
  service: Service,
  number: number,
  network: ServiceNetwork | null,
  { links = [], aliases = true }: { readonly links?: readonly string[]; readonly aliases?: boolean },
): EndpointSettings {
  const names = [containerName(project, service, number), service.name, ...(network?.aliases ?? [])];
  const ipam = defined({
    IPv4Address: network?.ipv4_address,
    IPv6Address: network?.ipv6_address,
    LinkLocalIPs: network?.link_local_ips,
  });
  const driverOpts = {
    ...network?.driver_opts,
    ...(network?.interface_name === undefined
      ? {}
      : { 'com.docker.network.endpoint.ifname': network.interface_name }),
  };
  return defined({
    Aliases: aliases ? [...new Set(names)] : undefined,
    Links: links.length === 0 ? undefined : links,
    IPAMConfig: Object.keys(ipam).length === 0 ? undefined : ipam,
    MacAddress: network?.mac_address,
    DriverOpts: Object.keys(driverOpts).length === 0 ? undefined : driverOpts,
    GwPriority: network?.gw_priority,
  });
}

/** What a service publishes and exposes. */
export function portsOf(service: Service): {
  readonly exposed: Readonly<Record<string, object>>;
  readonly bindings: NonNullable<HostConfig['PortBindings']>;
} {
  const bindings: Record<string, PortBinding[]> = {};
  for (const { target, protocol, host_ip, published } of service.ports ?? []) {
    const key = `${target}/${protocol}`;
    const binding = defined({ HostIp: host_ip, HostPort: published ?? '' });
    bindings[key] = [...(bindings[key] ?? []), binding];
  }
  const keys = [...Object.keys(bindings), ...(service.expose ?? []).flatMap(exposedKeys)];
  return { exposed: Object.fromEntries(keys.map((key) => [key, {}])), bindings };
}

/** `9090`, `9090-9092/udp`. */
function exposedKeys(text: string): readonly string[] {
  const [range = '', protocol = 'tcp'] = text.split('/');
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`);
}
