import type { NetworkRecord } from '../network-record.ts';
import { bridgeOptions, mtuOf } from '../options.ts';
import type { Endpoint } from '../sandbox.ts';

/** An endpoint that is to be made, with the network it is in. */
export interface NewEndpoint {
  readonly endpoint: Endpoint;
  readonly network: NetworkRecord;
  /** Parameters of the interface: `ipv4/conf` + `log_martians`, value. */
  readonly sysctls: readonly InterfaceSysctl[];
}

/** `net.<family>.<group>.<interface>.<key>=<value>`. */
export interface InterfaceSysctl {
  readonly family: string;
  readonly group: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Commands for `ip -batch` on the host: our end of each pair goes into its bridge, the other into the namespace of the process
 * `pid`.
 */
export function hostCommands(added: readonly NewEndpoint[], pid: string): string[] {
  return added.flatMap(({ endpoint, network }) => {
    const mtu = mtuOf(network);
    const theirs = `name ${endpoint.interface} mtu ${mtu} address ${endpoint.mac} netns ${pid}`;
    switch (network.driver) {
      case 'macvlan':
        return `link add link ${network.device} ${theirs} type macvlan mode ${network.options['macvlan_mode'] ?? 'bridge'}`;
      case 'ipvlan': {
        // All devices of one parent share its hardware address.
        const own = `name ${endpoint.interface} mtu ${mtu} netns ${pid}`;
        const mode = network.options['ipvlan_mode'] ?? 'l2';
        return `link add link ${network.device} ${own} type ipvlan mode ${mode} ${network.options['ipvlan_flag'] ?? ''}`;
      }
      default: {
        const pair = `link add ${endpoint.hostInterface} mtu ${mtu} master ${network.device} type veth peer ${theirs}`;
        // It only passes on what comes; an address of its own would be no use.
        const up = `link set ${endpoint.hostInterface} addrgenmode none up`;
        const alone = `link set ${endpoint.hostInterface} type bridge_slave isolated on`;
        return bridgeOptions(network).icc ? [pair, up] : [pair, alone, up];
      }
    }
  });
}

/**
 * A shell script for the container's namespace with the parameters of new interfaces, which are down as yet. Without IPv6 the interface has none at
 * all; with it, nobody's router advertisement is believed and no address waits to be found unique. A new interface tells its
 * neighbours at once that its address is here.
 */
export function parameterScript(added: readonly NewEndpoint[]): string {
  const lines = added.flatMap(({ endpoint, sysctls }) => {
    const name = endpoint.interface;
    const set = (path: string, value: string) => `echo ${value} > /proc/sys/net/${path} || exit 1`;
    return [
      `echo 1 > /proc/sys/net/ipv4/conf/${name}/arp_notify`,
      `if [ -e /proc/sys/net/ipv6 ]; then`,
      `echo ${endpoint.v6 === undefined ? 1 : 0} > /proc/sys/net/ipv6/conf/${name}/disable_ipv6`,
      `echo 0 > /proc/sys/net/ipv6/conf/${name}/accept_ra`,
      `echo 0 > /proc/sys/net/ipv6/conf/${name}/accept_dad`,
      `echo 1 > /proc/sys/net/ipv6/conf/${name}/ndisc_notify`,
      'fi',
      ...sysctls.map(({ family, group, key, value }) => set(`${family}/${group}/${name}/${key}`, value)),
    ];
  });
  return lines.join('\n');
}

/** Commands for the container's namespace: addresses, then up. */
export function interfaceCommands(added: readonly NewEndpoint[]): string[] {
  return added.flatMap(({ endpoint }) => {
    const { interface: name, v4, v6 } = endpoint;
    return [
      ...(v4 === undefined ? [] : [`address add ${v4.address}/${v4.prefix} brd + dev ${name}`]),
      ...(v6 === undefined ? [] : [`address add ${v6.address}/${v6.prefix} dev ${name} nodad`]),
      ...endpoint.linkLocal.map((address) => `address add ${address} dev ${name}`),
      `link set ${name} up`,
    ];
  });
}

/** Commands that make the default routes what they should be, whatever they were. */
export function routeCommands(endpoints: readonly Endpoint[]): string[] {
  const { v4, v6 } = defaultRoutes(endpoints);
  return [
    ...(v4 === undefined ? [] : [`route replace default via ${v4.via} dev ${v4.device}`]),
    ...(v6 === undefined ? [] : [`route replace ::/0 via ${v6.via} dev ${v6.device}`]),
  ];
}

interface Route {
  readonly via: string;
  readonly device: string;
}

/** The way out of a container: by the network with the highest priority, then the first by name, of those that have a gateway. */
function defaultRoutes(endpoints: readonly Endpoint[]): {
  readonly v4: Route | undefined;
  readonly v6: Route | undefined;
} {
  const order = byPriority(endpoints);
  const route = (family: 'v4' | 'v6'): Route | undefined => {
    for (const endpoint of order) {
      const via = endpoint[family]?.gateway;
      if (via !== undefined) return { via, device: endpoint.interface };
    }
    return undefined;
  };
  return { v4: route('v4'), v6: route('v6') };
}

/** The endpoints in the order in which they are asked for a way out. */
export function byPriority(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.toSorted(
    (a, b) => b.gatewayPriority - a.gatewayPriority || (a.networkName < b.networkName ? -1 : 1),
  );
}

/** A call of iproute2 in a shell script; the script ends when one command fails. */
export function batch(commands: readonly string[], program = 'ip'): string {
  if (commands.length === 0) return '';
  return `${program} -batch - <<'IP' || exit 1\n${commands.join('\n')}\nIP`;
}
