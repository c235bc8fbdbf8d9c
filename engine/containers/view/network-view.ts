import type { NetworkSettings } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { shortId } from '../../base/ids.ts';
import { portMapOf, portSummariesOf } from '../../networks/ports/port-view.ts';
import { readExposedPorts } from '../../networks/ports/port-wish.ts';
import type { Endpoint, Sandbox } from '../../networks/sandbox.ts';
import type { Deps } from '../deps.ts';
import { networksOf } from '../network/open-network.ts';
import type { ContainerRecord } from '../record.ts';

type Sources = Pick<Deps, 'networks'>;

/** The networks of a container, by name, with what it has there while it runs; none for one that shares another's. */
export function endpointSettingsOf(
  { networks }: Sources,
  record: ContainerRecord,
): Readonly<Record<string, EndpointSettings>> {
  const sandbox = networks.sandboxOf(record.id);
  return Object.fromEntries(
    Object.entries(networksOf(record)).map(([name, asked]) => {
      const endpoint = sandbox?.endpoints.find(({ networkName }) => networkName === name);
      return [name, settingsOf(networks, name, asked, endpoint, record)];
    }),
  );
}

/** The NetworkSettings of `docker inspect`. */
export function networkSettingsOf(sources: Sources, record: ContainerRecord, pid: number): NetworkSettings {
  const networks = endpointSettingsOf(sources, record);
  const sandbox = sources.networks.sandboxOf(record.id);
  // These stand for the default bridge alone, as in the days when there was no other.
  const bridge = networks['bridge'] ?? {};
  return {
    Bridge: '',
    SandboxID: sandbox?.id ?? '',
    SandboxKey: pid === 0 ? '' : `/proc/${pid}/ns/net`,
    Ports: portMapOf(shownPorts(record, sandbox), sandbox?.published ?? []),
    Networks: networks,
    Gateway: bridge.Gateway ?? '',
    IPAddress: bridge.IPAddress ?? '',
    IPPrefixLen: bridge.IPPrefixLen ?? 0,
    MacAddress: bridge.MacAddress ?? '',
    EndpointID: bridge.EndpointID ?? '',
    GlobalIPv6Address: bridge.GlobalIPv6Address ?? '',
    GlobalIPv6PrefixLen: bridge.GlobalIPv6PrefixLen ?? 0,
    IPv6Gateway: bridge.IPv6Gateway ?? '',
  };
}

/** `Ports` of a container in the list. */
export function portsOf({ networks }: Sources, record: ContainerRecord) {
  const sandbox = networks.sandboxOf(record.id);
  return portSummariesOf(shownPorts(record, sandbox), sandbox?.published ?? []);
}

/** What a container exposes, as far as it runs and is in a network where that means something. */
function shownPorts(record: ContainerRecord, sandbox: Sandbox | undefined) {
  const isReachable = sandbox?.endpoints.some((endpoint) => endpoint.interface !== '') ?? false;
  return isReachable ? readExposedPorts(exposedBy(record)) : [];
}

/** What is exposed, and what is published without having been exposed. */
function exposedBy({ config, hostConfig }: ContainerRecord): Readonly<Record<string, object>> {
  const bound = Object.keys(hostConfig.PortBindings ?? {}).map((port) => [port, {}]);
  return { ...config.ExposedPorts, ...Object.fromEntries(bound) };
}

function settingsOf(
  networks: Deps['networks'],
  name: string,
  asked: EndpointSettings,
  endpoint: Endpoint | undefined,
  record: ContainerRecord,
): EndpointSettings {
  const names = [record.name, ...(asked.Aliases ?? []), shortId(record.id), record.config.Hostname ?? ''];
  const isNamed = !['bridge', 'host', 'none'].includes(name);
  return {
    IPAMConfig: asked.IPAMConfig ?? null,
    Links: asked.Links ?? null,
    Aliases: asked.Aliases ?? null,
    MacAddress: endpoint?.mac ?? '',
    DriverOpts: asked.DriverOpts ?? null,
    GwPriority: asked.GwPriority ?? 0,
    NetworkID: endpoint?.network ?? idOf(networks, name),
    EndpointID: endpoint?.id ?? '',
    Gateway: endpoint?.v4?.gateway ?? '',
    IPAddress: endpoint?.v4?.address ?? '',
    IPPrefixLen: endpoint?.v4?.prefix ?? 0,
    IPv6Gateway: endpoint?.v6?.gateway ?? '',
    GlobalIPv6Address: endpoint?.v6?.address ?? '',
    GlobalIPv6PrefixLen: endpoint?.v6?.prefix ?? 0,
    DNSNames: isNamed ? (endpoint?.names ?? [...new Set(names)].filter(Boolean)) : null,
  };
}

function idOf(networks: Deps['networks'], name: string): string {
  return networks.idOf(name) ?? '';
}
