import { isIPv6 } from 'node:net';

/** Where containers on user-defined networks look for names. */
export const CONTAINER_RESOLVER = '127.0.0.11';

/** An address of a bridge and the port of the name server there. */
export interface NameServerAt {
  readonly address: string;
  readonly port: number;
}

/** The nft tables that hold the rules in a container's namespace. */
const TABLE = 'gantry_names';

/**
 * The text for `nft -f -` in a container's namespace, so that 127.0.0.11:53 (or, at an IPv6 address, that address at port
 * 53) is the name server. Loads over what is there. In front of them stands that
 * nothing from outside reaches the loopback, which `resolverSysctls` would else allow (compare CVE-2020-8558).
 */
export function resolverRules(server: NameServerAt): string {
  const clean = ['ip', 'ip6']
    .map((family) => `table ${family} ${TABLE}\ndelete table ${family} ${TABLE}\n`)
    .join('');
  return clean + (isIPv6(server.address) ? rulesV6(server) : rulesV4(server));
}

/** `[key, value]` of the sysctls that the rules need in the container's namespace, once the rules are there. */
export function resolverSysctls(server: NameServerAt): readonly (readonly [string, string])[] {
  return isIPv6(server.address) ? [] : [['net.ipv4.conf.all.route_localnet', '1']];
}

function rulesV4({ address, port }: NameServerAt): string {
  return `table ip ${TABLE} {
  chain guard {
    type filter hook prerouting priority -300; policy accept;
    iifname != "lo" ip daddr 127.0.0.0/8 drop
  }
  chain ask {
    type nat hook output priority -100; policy accept;
    ip daddr ${CONTAINER_RESOLVER} meta l4proto { tcp, udp } th dport 53 dnat to ${address}:${port}
  }
  chain leave {
    type nat hook postrouting priority 100; policy accept;
    ip saddr 127.0.0.0/8 ip daddr ${address} meta l4proto { tcp, udp } th dport ${port} masquerade
  }
}
`;
}

function rulesV6({ address, port }: NameServerAt): string {
  return `table ip6 ${TABLE} {
  chain ask {
    type nat hook output priority -100; policy accept;
    ip6 daddr ${address} meta l4proto { tcp, udp } th dport 53 dnat to [${address}]:${port}
  }
}
`;
}
