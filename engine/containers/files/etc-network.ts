import { CONTAINER_RESOLVER } from '../../networks/names/container-rules.ts';
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
 * The value for a sandbox. `find` answers the sandbox of another container that runs, for links; `defaultGateways` are those
 * of the default bridge, which are `host-gateway` for a container without any network, too, as in Docker.
 */
export function etcNetworkOf(
  sandbox: Pick<Sandbox, 'endpoints'>,
  find: (container: string) => Sandbox | undefined,
  defaultGateways: readonly string[],
): EtcNetwork {
  const { endpoints } = sandbox;
  if (endpoints.some(({ networkName }) => networkName === 'host')) return HOST_NETWORK;
  const addresses = endpoints.flatMap((endpoint) => addressesOf(endpoint));
  if (addresses.length === 0) return { ...NO_NETWORK, hostGateways: defaultGateways };
  const named = endpoints.filter(({ networkName }) => networkName !== 'bridge');
  const onlyV6 = named.every(({ v4 }) => v4 === undefined);
  const gateways = [
    endpoints.find(({ v4 }) => v4?.gateway !== undefined)?.v4?.gateway,
    endpoints.find(({ v6 }) => v6?.gateway !== undefined)?.v6?.gateway,
  ];
  return {
    kind: named.length > 0 ? 'named' : 'plain',
    addresses,
    resolver: (onlyV6 ? named.find(({ v6 }) => v6?.gateway)?.v6?.gateway : undefined) ?? CONTAINER_RESOLVER,
    hostGateways: gateways.flatMap((gateway) => gateway ?? []),
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
