import type { NetworkSettings } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { networkName, parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';

const NO_ENDPOINT: EndpointSettings = {
  IPAMConfig: null,
  Links: null,
  Aliases: null,
  MacAddress: '',
  DriverOpts: null,
  NetworkID: '',
  EndpointID: '',
  Gateway: '',
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  DNSNames: null,
};

/** The networks of a container, by name; none for one that shares another's. */
export function networksOf(record: ContainerRecord): Readonly<Record<string, EndpointSettings>> {
  const mode = parseNetworkMode(record.hostConfig.NetworkMode);
  return mode.kind === 'container' ? {} : { [networkName(mode)]: NO_ENDPOINT };
}

/** The NetworkSettings of `docker inspect`. */
export function networkSettingsOf(record: ContainerRecord, pid: number): NetworkSettings {
  return {
    Bridge: '',
    SandboxID: '',
    SandboxKey: pid === 0 ? '' : `/proc/${pid}/ns/net`,
    Ports: {},
    Networks: networksOf(record),
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    MacAddress: '',
    EndpointID: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPv6Gateway: '',
  };
}
