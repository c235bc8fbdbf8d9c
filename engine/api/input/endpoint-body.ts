import type { EndpointIpamConfig, EndpointSettings } from '../types/network.ts';
import { integer, list, struct, text, textMap } from './shape.ts';

/** A container's settings in one network, in `POST /containers/create` and `POST /networks/{id}/connect`. */
export const endpointBody = struct<EndpointSettings>({
  IPAMConfig: struct<EndpointIpamConfig>({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: list }),
  Links: list,
  Aliases: list,
  MacAddress: text,
  DriverOpts: textMap,
  GwPriority: integer,
  NetworkID: text,
  EndpointID: text,
  Gateway: text,
  IPAddress: text,
  IPPrefixLen: integer,
  IPv6Gateway: text,
  GlobalIPv6Address: text,
  GlobalIPv6PrefixLen: integer,
  DNSNames: list,
});
