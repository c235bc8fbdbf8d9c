/** A network as far as packets are concerned. Its bridge need not exist in the kernel yet. */
export interface FirewallNetwork {
  readonly id: string;
  /** Name of the bridge's interface. */
  readonly bridge: string;
  /** In CIDR form, of both families. */
  readonly subnets: readonly string[];
  /** Nothing but its members and the host reaches it, and it reaches nothing else. */
  readonly internal: boolean;
  /**
   * Whether members may talk to each other. What is bridged never comes through the firewall, so where this is false the bridge's
   * ports have to be `isolated` (ip-link(8), bridge_slave); the host then answers ARP for the members and routes between them.
   */
  readonly icc: boolean;
  /** Whether packets that leave carry the host's address. */
  readonly masquerade: boolean;
}

/** A port of the host that leads to a port of a container. */
export interface PublishedPort {
  readonly container: string;
  readonly network: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** `0.0.0.0` and `::` stand for every address of the host of that family. */
  readonly hostIp: string;
  readonly hostPort: number;
  /** The container's address; may be of the other family than `hostIp`, which then only user space can serve. */
  readonly address: string;
  readonly port: number;
  readonly bridge: string;
}

/** One member may reach a port of another though its network forbids it (`--link` with icc=false). */
export interface FirewallLink {
  /** Name of the bridge's interface. */
  readonly bridge: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly port: number;
}

/** All that the firewall has to do, as a value: what is not in it is not in the kernel either. */
export interface FirewallState {
  readonly networks: readonly FirewallNetwork[];
  readonly published: readonly PublishedPort[];
  readonly links?: readonly FirewallLink[];
}
