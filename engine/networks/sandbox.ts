import type { Id } from '../base/ids.ts';
import type { PublishedPort } from './firewall/state.ts';
import type { ContainerPort, PortWish } from './ports/port-wish.ts';

/** An address in its network: `172.17.0.2` of a /16 whose way out is `172.17.0.1`. */
export interface EndpointAddress {
  readonly address: string;
  readonly prefix: number;
  /** Undefined where the network has no way out by a gateway. */
  readonly gateway: string | undefined;
}

/** A running container's place in one network. */
export interface Endpoint {
  readonly id: Id;
  /** The network's id and name. */
  readonly network: Id;
  readonly networkName: string;
  /** In the container's namespace: `eth0`. Empty in the networks host and none. */
  readonly interface: string;
  /** The other end, with us; empty when there is none. */
  readonly hostInterface: string;
  readonly mac: string;
  readonly v4: EndpointAddress | undefined;
  readonly v6: EndpointAddress | undefined;
  /** Of link-local addresses that were asked for, with their prefix. */
  readonly linkLocal: readonly string[];
  /** Under which others in the network find it: its name, aliases, short id, host name. No doubles. */
  readonly names: readonly string[];
  /** Names in this network that only this container knows: alias to container id. */
  readonly links: Readonly<Record<string, string>>;
  /** The highest has the default route; then the first network by name. */
  readonly gatewayPriority: number;
}

/**
 * The network of a container that runs: its namespace and what is in it. Known as long as the run lasts; kept in
 * `<exec root>/networks/<container id>.json`, from which a new engine takes it over.
 */
export interface Sandbox {
  readonly schema: 1;
  readonly id: Id;
  readonly container: Id;
  /** The container's name. */
  readonly name: string;
  readonly hostname: string;
  /** A process whose namespace it is: the container's first one, once there is one. 0 in the network host. */
  readonly pid: number;
  readonly endpoints: readonly Endpoint[];
  /** What it and its image say that it listens at; `--link` lets others there where the network keeps members apart. */
  readonly exposed: readonly ContainerPort[];
  /** What it wants published, whether or not a network of its now can. */
  readonly ports: readonly PortWish[];
  readonly published: readonly PublishedPort[];
  /** What its name server asks when a name is none of ours; empty for the host's own servers. */
  readonly upstream: readonly string[];
  /** Its user chose `ndots`: names of one label that are none of ours are not asked outside. */
  readonly ndotsChosen?: boolean;
}
