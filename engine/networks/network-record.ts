import type { Id } from '../base/ids.ts';

/** What connects the containers of a network. `null` is Docker's word for "nothing but the loopback". */
export type NetworkDriver = 'bridge' | 'host' | 'null' | 'macvlan' | 'ipvlan';

/** One subnet of a network; every text is in its shortest form. */
export interface Subnet {
  /** `172.17.0.0/16`, `fd00:1::/64`. */
  readonly subnet: string;
  /** The part from which addresses are given out; the whole subnet when undefined. */
  readonly range: string | undefined;
  /** Undefined where there is none: macvlan and ipvlan without one, an internal network of theirs. */
  readonly gateway: string | undefined;
  /** Never given out. */
  readonly aux: Readonly<Record<string, string>>;
  /** It came from the pools: another may take its place as long as nobody is in the network. */
  readonly pooled: boolean;
}

/**
 * What a network is. Durable, `<data root>/networks/<id>.json`, written once at create; the kernel's part is made of it
 * whenever it is missing.
 */
export interface NetworkRecord {
  readonly schema: 1;
  readonly id: Id;
  /** Not unique by itself, as in Docker, but create refuses a second one. */
  readonly name: string;
  /** RFC 3339. */
  readonly created: string;
  readonly driver: NetworkDriver;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly internal: boolean;
  readonly attachable: boolean;
  /** Nothing but a pattern for others; has no members. */
  readonly configOnly: boolean;
  /** The name of the pattern it was made of; empty for none. */
  readonly configFrom: string;
  /** `com.docker.network.…`, as asked. */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly ipamOptions: Readonly<Record<string, string>>;
  /** In use, whether asked for or taken from the pools; empty for host and none. */
  readonly subnets: readonly Subnet[];
  /** The device in the kernel: the bridge, or what macvlan and ipvlan stand on. Empty for host and none. */
  readonly device: string;
  /** The device was there before the network, and stays after it. */
  readonly foreignDevice: boolean;
}

/** The three networks that every engine has and that nobody removes, by name. */
export const PREDEFINED: Readonly<Record<string, NetworkDriver>> = {
  bridge: 'bridge',
  host: 'host',
  none: 'null',
};

/** True for bridge, host and none. */
export function isPredefined(name: string): boolean {
  return Object.hasOwn(PREDEFINED, name);
}
