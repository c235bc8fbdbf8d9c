import { CONTAINER_RESOLVER } from '../../networks/names/container-rules.ts';
import type { Reach } from '../../networks/names/from-sandboxes.ts';
import type { Endpoint, Sandbox } from '../../networks/sandbox.ts';

/** What a container's network means for its /etc/hosts and /etc/resolv.conf. */
export interface EtcNetwork {
  /** The host's own; nothing but the loopback; the default bridge, which has no names; networks with the name server. */
  readonly kind: 'host' | 'none' | 'plain' | 'named';
  /** The container's own addresses. */
  readonly addresses: readonly string[];
  /** Where its name server is, when `named`. */
  readonly resolver: string;
  /** Addresses at which it reaches the host: what `host-gateway` stands for. */
  readonly hostGateways: readonly string[];
  /** `--link` on the default bridge: names for an address. */
  readonly links: readonly { readonly address: string; readonly names: readonly string[] }[];
}

/** Without a network of its own. */
export const NO_NETWORK: EtcNetwork = {
  kind: 'none',
  addresses: [],
  resolver: CONTAINER_RESOLVER,
  hostGateways: [],
  links: [],
};

/** On the network of the host, which reaches itself by the loopback. */
export const HOST_NETWORK: EtcNetwork = { ...NO_NETWORK, kind: 'host', hostGateways: ['127.0.0.1'] };

/**
 * The value for a sandbox that reaches us so. `find` answers the sandbox of another container that runs, for links;
 * `defaultGateways` are those of the default bridge, which are `host-gateway` for a container without any network, too, as in
 * Docker.
 */
export function etcNetworkOf(
  { endpoints }: Pick<Sandbox, 'endpoints'>,
  { resolver, host }: Reach,
  find: (container: string) => Sandbox | undefined,
  defaultGateways: readonly string[],
): EtcNetwork {
  if (endpoints.some(({ networkName }) => networkName === 'host')) return HOST_NETWORK;
  const addresses = endpoints.flatMap((endpoint) => addressesOf(endpoint));
  if (addresses.length === 0) return { ...NO_NETWORK, hostGateways: defaultGateways };
  return {
    kind: resolver === undefined ? 'plain' : 'named',
    addresses,
    resolver: resolver?.includes(':') === true ? resolver : CONTAINER_RESOLVER,
    hostGateways: [host.v4, host.v6].flatMap((address) => address ?? []),
    links: endpoints
      .filter(({ networkName }) => networkName === 'bridge')
      .flatMap((endpoint) => linksOf(endpoint, find)),
  };
}

/** A linked container by its alias, its host name and its name, as Docker lists them. */
function linksOf(
  { network, links }: Endpoint,
  find: (container: string) => Sandbox | undefined,
): EtcNetwork['links'] {
  return Object.entries(links).flatMap(([alias, container]) => {
    const linked = find(container);
    const there = linked?.endpoints.find((endpoint) => endpoint.network === network);
    if (linked === undefined || there === undefined) return [];
    const names = [...new Set([alias, linked.hostname, linked.name])];
    return addressesOf(there).map((address) => ({ address, names }));
  });
}

function addressesOf({ v4, v6 }: Endpoint): readonly string[] {
  return [v4, v6].flatMap((one) => one?.address ?? []);
}
