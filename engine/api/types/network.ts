/** Shapes of the Docker Engine API (version 1.51), resource "networks". Names are the wire's own. */

/** One subnet of a network. Addresses and prefixes as text: `172.17.0.0/16`, `fd00::/64`. */
export interface IpamConfig {
  readonly Subnet?: string;
  /** The part of the subnet from which addresses are given out. */
  readonly IPRange?: string;
  readonly Gateway?: string;
  /** Addresses that are never given out, by the name of who has them. */
  readonly AuxiliaryAddresses?: Readonly<Record<string, string>>;
}

export interface Ipam {
  readonly Driver: string;
  readonly Options: Readonly<Record<string, string>> | null;
  readonly Config: readonly IpamConfig[] | null;
}

/** A container in a network, as the network's inspect tells it. */
export interface NetworkMember {
  readonly Name: string;
  readonly EndpointID: string;
  readonly MacAddress: string;
  /** With the prefix's length: `172.17.0.2/16`; empty for none. */
  readonly IPv4Address: string;
  readonly IPv6Address: string;
}

/** One element of `GET /networks`, and the answer of `GET /networks/{id}`. */
export interface NetworkInspect {
  readonly Name: string;
  readonly Id: string;
  /** RFC 3339. */
  readonly Created: string;
  readonly Scope: 'local';
  readonly Driver: string;
  readonly EnableIPv4: boolean;
  readonly EnableIPv6: boolean;
  readonly IPAM: Ipam;
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly Ingress: boolean;
  readonly ConfigFrom: { readonly Network: string };
  readonly ConfigOnly: boolean;
  /** By container id; those that run. Always empty in a list. */
  readonly Containers: Readonly<Record<string, NetworkMember>>;
  readonly Options: Readonly<Record<string, string>>;
  readonly Labels: Readonly<Record<string, string>>;
}

/** Body of `POST /networks/create`. */
export interface NetworkCreateRequest {
  readonly Name: string;
  readonly Driver?: string;
  readonly Scope?: string;
  readonly EnableIPv4?: boolean;
  readonly EnableIPv6?: boolean;
  readonly IPAM?: {
    readonly Driver?: string;
    readonly Options?: Readonly<Record<string, string>>;
    readonly Config?: readonly IpamConfig[];
  };
  readonly Internal?: boolean;
  readonly Attachable?: boolean;
  readonly Ingress?: boolean;
  readonly ConfigOnly?: boolean;
  readonly ConfigFrom?: { readonly Network?: string };
  readonly Options?: Readonly<Record<string, string>>;
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface NetworkCreateResponse {
  readonly Id: string;
  readonly Warning: string;
}

/** Body of `POST /networks/{id}/connect`. */
export interface NetworkConnectRequest {
  readonly Container: string;
  readonly EndpointConfig?: EndpointSettings;
}

/** Body of `POST /networks/{id}/disconnect`. */
export interface NetworkDisconnectRequest {
  readonly Container: string;
  /** Also when the container does not run or is not to be found. */
  readonly Force?: boolean;
}

/** Answer of `POST /networks/prune`: names. */
export interface NetworkPruneReport {
  readonly NetworksDeleted: readonly string[] | null;
}

/** Addresses that a container asks for. */
export interface EndpointIpamConfig {
  readonly IPv4Address?: string;
  readonly IPv6Address?: string;
  readonly LinkLocalIPs?: readonly string[];
}

/** A container's connection with one network: what it asks for, and while it runs what it has. */
export interface EndpointSettings {
  readonly IPAMConfig?: EndpointIpamConfig | null;
  /** `container:alias`, good in this network only. */
  readonly Links?: readonly string[] | null;
  readonly Aliases?: readonly string[] | null;
  readonly MacAddress?: string;
  readonly DriverOpts?: Readonly<Record<string, string>> | null;
  /** The network with the highest one has the default route; then the first by name. */
  readonly GwPriority?: number;
  readonly NetworkID?: string;
  readonly EndpointID?: string;
  readonly Gateway?: string;
  readonly IPAddress?: string;
  readonly IPPrefixLen?: number;
  readonly IPv6Gateway?: string;
  readonly GlobalIPv6Address?: string;
  readonly GlobalIPv6PrefixLen?: number;
  /** Names under which others in the network find it. */
  readonly DNSNames?: readonly string[] | null;
}
