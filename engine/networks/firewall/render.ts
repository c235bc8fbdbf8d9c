import { isIPv6 } from 'node:net';
import { MAPS, OWN_SETS, portElements } from './port-elements.ts';
import type { FirewallLink, FirewallNetwork, FirewallState } from './state.ts';

/** Pure: the firewall of an instance as text for `nft -f` (nft(8)). */

/** The name of an instance's table, of the family `inet`. */
export function tableName(instance: string): string {
  return `gantry_${instance}`;
}

/**
 * Commands that make the whole table; they fail when it exists. Nothing but accept and drop of what concerns our bridges is in
 * it: packets of others run through to the end.
 */
export function renderTable(instance: string, state: FirewallState): string {
  const table = `inet ${tableName(instance)}`;
  return [
    `create table ${table}`,
    `add table ${table} {`,
    '  set bridges { type ifname; }',
    '  set internal { type ifname; }',
    '  set by_holder { type ifname; }',
    ...OWN_SETS.map(({ name, type }) => `  set ${name} { type ${type}; }`),
    '  map to_network { type ifname : verdict; }',
    ...MAPS.map(({ name, type }) => `  map ${name} { type ${type}; }`),
    ...CHAINS,
    '}',
    renderAdditions(instance, state),
  ].join('\n');
}

/** Commands that put the table in the place of whatever table has its name, in one step. */
export function renderReplacement(instance: string, state: FirewallState): string {
  const table = `inet ${tableName(instance)}`;
  return `add table ${table}\ndelete table ${table}\n${renderTable(instance, state)}`;
}

/** Commands that add all of `state` to a table that exists. The kernel does this far faster than a replacement. */
export function renderAdditions(instance: string, state: FirewallState): string {
  const table = `inet ${tableName(instance)}`;
  return [
    ...state.networks.flatMap((network) => networkCommands(table, network)),
    ...(state.links ?? []).map((link) => linkCommand(table, link)),
    ...portElements(state.published).map(
      ({ into, element }) => `add element ${table} ${into} { ${element} }`,
    ),
    '',
  ].join('\n');
}

/** The chain through which packets come that leave for a network. */
export function chainOf(bridge: string): string {
  return `to_${bridge.replaceAll(/[^A-Za-z0-9_]/g, (char) => `_${char.charCodeAt(0).toString(16)}_`)}`;
}

const CHAINS = [
  '  chain raw_prerouting {',
  '    type filter hook prerouting priority raw; policy accept;',
  // A bridge may route 127.0.0.0/8 for the sake of ports published there; its members may not use that.
  '    iifname @bridges ip saddr 127.0.0.0/8 drop',
  '    iifname @bridges ip daddr 127.0.0.0/8 drop',
  '  }',
  '  chain prerouting {',
  '    type nat hook prerouting priority dstnat; policy accept;',
  '    iifname @by_holder return',
  '    iifname @bridges ip saddr . meta l4proto . th dport @own4 return',
  '    iifname @bridges ip6 saddr . meta l4proto . th dport @own6 return',
  '    jump published',
  '  }',
  '  chain output {',
  '    type nat hook output priority -100; policy accept;',
  '    jump published',
  '  }',
  '  chain published {',
  // After a flush, connections that the holder took meanwhile look new to the kernel; only a real beginning is translated.
  '    meta l4proto tcp tcp flags & (fin | syn | rst | ack) != syn return',
  '    dnat ip to meta l4proto . ip daddr . th dport map @one4',
  '    fib daddr type local dnat ip to meta l4proto . th dport map @any4',
  // Neither is ever routed between interfaces: they are the holder's.
  '    ip6 daddr ::1 return',
  '    ip6 daddr fe80::/10 return',
  '    dnat ip6 to meta l4proto . ip6 daddr . th dport map @one6',
  '    fib daddr type local dnat ip6 to meta l4proto . th dport map @any6',
  '  }',
  '  chain forward {',
  '    type filter hook forward priority filter; policy accept;',
  '    oifname vmap @to_network',
  '    iifname @internal drop',
  '  }',
  '  chain postrouting {',
  '    type nat hook postrouting priority srcnat; policy accept;',
  '    oifname @bridges ip saddr 127.0.0.0/8 masquerade',
  '  }',
  '  chain filter_output {',
  '    type filter hook output priority filter; policy accept;',
  // A published port of a member, asked for by another: the way through the host is the right one.
  '    oifname @bridges icmp type redirect drop',
  '    oifname @bridges icmpv6 type nd-redirect drop',
  '  }',
];

function networkCommands(table: string, network: FirewallNetwork): string[] {
  const { bridge, internal, subnets, masquerade } = network;
  const chain = `${table} ${chainOf(bridge)}`;
  const own = network.icc ? 'accept' : 'drop';
  const rules = internal
    ? [`iifname "${bridge}" ${own}`, 'drop']
    : ['ct state established,related accept', 'ct status dnat accept', `iifname "${bridge}" ${own}`, 'drop'];
  const sources = subnets.map(
    (subnet) => `${isIPv6(subnet.split('/')[0] ?? '') ? 'ip6' : 'ip'} saddr ${subnet}`,
  );
  return [
    `add chain ${chain}`,
    // Links are put before everything else, replies to them are established.
    ...(internal && !network.icc ? [`add rule ${chain} ct state established,related accept`] : []),
    ...rules.map((rule) => `add rule ${chain} ${rule}`),
    `add element ${table} bridges { "${bridge}" }`,
    ...(internal ? [`add element ${table} internal { "${bridge}" }`] : []),
    // What may not be forwarded from there, the host itself may still serve.
    ...(internal || !network.icc ? [`add element ${table} by_holder { "${bridge}" }`] : []),
    `add element ${table} to_network { "${bridge}" : jump ${chainOf(bridge)} }`,
    ...sources.flatMap((source) => [
      `add rule ${table} postrouting oifname "${bridge}" ${source} ct status dnat masquerade`,
      ...(masquerade && !internal
        ? [`add rule ${table} postrouting oifname != "${bridge}" ${source} masquerade`]
        : []),
    ]),
  ];
}

function linkCommand(table: string, { bridge, from, to, protocol, port }: FirewallLink): string {
  const family = isIPv6(to) ? 'ip6' : 'ip';
  const match = `iifname "${bridge}" ${family} saddr ${from} ${family} daddr ${to} ${protocol} dport ${port}`;
  return `insert rule ${table} ${chainOf(bridge)} ${match} accept`;
}
