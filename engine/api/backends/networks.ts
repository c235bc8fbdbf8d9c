import type { HostPortState } from '../types/host-port.ts';
import type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkDisconnectRequest,
  NetworkInspect,
  NetworkPruneReport,
} from '../types/network.ts';
import type { NetworkMap, NetworkThroughput, ReachAnswer, ReachRequest } from '../types/network-look.ts';
import type { Filters } from './filters.ts';

/** What `/networks` needs. `ref` is a name, an id or a unique prefix of one. */
export interface NetworkBackend {
  /** Throws `invalid` for a filter that Docker does not know. */
  list(filters: Filters): Promise<NetworkInspect[]>;
  /** Throws `not-found` when no network has this name or id. */
  inspect(ref: string): Promise<NetworkInspect>;
  /** Throws `conflict` when the name is taken, `forbidden` for a subnet that overlaps, `invalid`. */
  create(request: NetworkCreateRequest): Promise<NetworkCreateResponse>;
  /** Throws `forbidden` for a predefined network or one with running members. */
  remove(ref: string): Promise<void>;
  /** Removes what no running container uses. */
  prune(filters: Filters): Promise<NetworkPruneReport>;
  /** Connects a container, whether it runs or not. */
  connect(ref: string, request: NetworkConnectRequest): Promise<void>;
  disconnect(ref: string, request: NetworkDisconnectRequest): Promise<void>;
}

/** What `/gantry/networks` needs; `types/network-look.ts` says what the answers mean. */
export interface NetworkLookBackend {
  map(): Promise<NetworkMap>;
  /** One value a second, until the signal. */
  throughput(signal: AbortSignal): AsyncIterable<NetworkThroughput>;
  /** Throws `not-found` for an unknown container that should ask; that nobody answers is an answer. */
  reach(request: ReachRequest, signal: AbortSignal): Promise<ReachAnswer>;
}

/** What `GET /gantry/ports/{port}` needs; `types/host-port.ts` says what the answer means. */
export interface HostPortBackend {
  /** `address` is '' for every address of the host. */
  state(port: number, protocol: HostPortState['protocol'], address: string): Promise<HostPortState>;
}
