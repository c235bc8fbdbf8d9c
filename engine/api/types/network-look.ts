/** What Gantry tells of networks beyond Docker's API: the map, what flows, and who can reach whom. */

/** Answer of `GET /gantry/networks/map`. */
export interface NetworkMap {
  readonly networks: readonly MapNetwork[];
  readonly containers: readonly MapContainer[];
}

export interface MapNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** With the length of the prefix: `172.20.0.0/16`. */
  readonly subnets: readonly string[];
  readonly gateways: readonly string[];
  /** Nothing leaves it, nothing comes in but from the host. */
  readonly internal: boolean;
  /** Its members may reach each other on every port. */
  readonly open: boolean;
  /** The compose project that made it. */
  readonly project?: string;
}

export interface MapContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  readonly project?: string;
  /** The container whose network it shares. */
  readonly shares?: string;
  readonly endpoints: readonly MapEndpoint[];
  readonly ports: readonly MapPort[];
}

/** A container's place on a network. Without an address while the container does not run. */
export interface MapEndpoint {
  /** The network's id. */
  readonly network: string;
  readonly addresses: readonly string[];
  readonly mac?: string;
  /** What other members may call it there; none on networks without a name service. */
  readonly names: readonly string[];
}

export interface MapPort {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Inside the container. */
  readonly port: number;
  /** Where it is published on the host; without these it is only said to be there. */
  readonly hostPort?: number;
  readonly hostAddresses?: readonly string[];
}

/** One line of `GET /gantry/networks/throughput`: one each second for as long as somebody reads. */
export interface NetworkThroughput {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Endpoints where something flowed since the line before; for all others it is nothing. */
  readonly flows: readonly NetworkFlow[];
}

/** Seen from the container, in bytes per second. */
export interface NetworkFlow {
  readonly container: string;
  readonly network: string;
  readonly received: number;
  readonly sent: number;
}

/** Body of `POST /gantry/networks/reach`. */
export interface ReachRequest {
  /** A container; without it the host itself asks. */
  readonly from?: string;
  /** A container, a name as the asking container would write it, or an address. */
  readonly to: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Why somebody can or cannot be reached. */
export type ReachReason =
  | 'connected'
  /** UDP never says so, but something listens there and nothing refused it. */
  | 'listening'
  /** The asking container does not run, so nothing can be tried. */
  | 'source-stopped'
  | 'target-stopped'
  /** The asking container has nothing but a loopback device. */
  | 'no-network'
  | 'target-no-network'
  | 'name-unknown'
  /** The name server, or those that it asks in turn, gave no answer. */
  | 'name-server-silent'
  /** The two share no network, and networks do not reach each other. */
  | 'no-shared-network'
  /** The network that they share lets its members not reach each other. */
  | 'members-isolated'
  /** The asking container is on internal networks only. */
  | 'internal'
  /** The address answered that nothing listens there. */
  | 'nothing-listens'
  /** Something listens, but on the loopback address of the target only. */
  | 'listens-on-loopback'
  /** No answer in time: something on the way drops it. */
  | 'no-answer'
  | 'no-route';

/** Answer of `POST /gantry/networks/reach`. */
export interface ReachAnswer {
  readonly reachable: boolean;
  readonly reason: ReachReason;
  /** For a person: what happened, and what to do about it. */
  readonly sentence: string;
  /** The container that was meant, when it is one. */
  readonly target?: string;
  /** The network that both are on, by which it went. */
  readonly network?: string;
  readonly lookup?: NameLookup;
  readonly tries: readonly ReachTry[];
}

export interface NameLookup {
  readonly name: string;
  /** `failed`: the server answered, but those that it asks in turn did not. */
  readonly outcome: 'found' | 'unknown' | 'failed' | 'silent';
  readonly addresses: readonly string[];
  /** The address of the name server, or `/etc/hosts`. */
  readonly by?: string;
}

export interface ReachTry {
  readonly address: string;
  /** `sent`: a datagram that nothing answered. */
  readonly outcome: 'connected' | 'answered' | 'sent' | 'refused' | 'timeout' | 'unreachable' | 'failed';
  readonly milliseconds: number;
  /** The kernel's word for a failure. */
  readonly code?: string;
}
