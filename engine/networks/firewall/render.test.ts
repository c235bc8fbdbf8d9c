import { describe, expect, it } from 'vitest';
import { additions } from './additions.ts';
import { isWhole } from './is-whole.ts';
import { ChangeReader } from './monitor.ts';
import { portElements } from './port-elements.ts';
import { chainOf, renderAdditions } from './render.ts';
import type { FirewallNetwork, FirewallState, PublishedPort } from './state.ts';

const NETWORK: FirewallNetwork = {
  id: 'n1',
  bridge: 'g1a2b3c4d-00001',
  subnets: ['172.18.0.0/16', 'fd00:1::/64'],
  internal: false,
  icc: true,
  masquerade: true,
};
const PORT: PublishedPort = {
  container: 'c1',
  network: 'n1',
  bridge: NETWORK.bridge,
  protocol: 'tcp',
  hostIp: '0.0.0.0',
  hostPort: 8080,
  address: '172.18.0.2',
  port: 80,
};
const STATE: FirewallState = { networks: [NETWORK], published: [PORT] };

describe('the firewall as text', () => {
  it('adds a network with its wall, its way out and its ports', () => {
    expect(renderAdditions('1a2b3c4d', STATE).trim().split('\n')).toEqual([
      'add chain inet gantry_1a2b3c4d to_g1a2b3c4d_2d_00001',
      'add rule inet gantry_1a2b3c4d to_g1a2b3c4d_2d_00001 ct state established,related accept',
      'add rule inet gantry_1a2b3c4d to_g1a2b3c4d_2d_00001 ct status dnat accept',
      'add rule inet gantry_1a2b3c4d to_g1a2b3c4d_2d_00001 iifname "g1a2b3c4d-00001" accept',
      'add rule inet gantry_1a2b3c4d to_g1a2b3c4d_2d_00001 drop',
      'add element inet gantry_1a2b3c4d bridges { "g1a2b3c4d-00001" }',
      'add element inet gantry_1a2b3c4d to_network { "g1a2b3c4d-00001" : jump to_g1a2b3c4d_2d_00001 }',
      'add rule inet gantry_1a2b3c4d postrouting oifname "g1a2b3c4d-00001" ip saddr 172.18.0.0/16 ct status dnat masquerade',
      'add rule inet gantry_1a2b3c4d postrouting oifname != "g1a2b3c4d-00001" ip saddr 172.18.0.0/16 masquerade',
      'add rule inet gantry_1a2b3c4d postrouting oifname "g1a2b3c4d-00001" ip6 saddr fd00:1::/64 ct status dnat masquerade',
      'add rule inet gantry_1a2b3c4d postrouting oifname != "g1a2b3c4d-00001" ip6 saddr fd00:1::/64 masquerade',
      'add element inet gantry_1a2b3c4d any4 { tcp . 8080 : 172.18.0.2 . 80 }',
      'add element inet gantry_1a2b3c4d own4 { 172.18.0.2 . tcp . 8080 }',
    ]);
  });

  it('lets an internal network neither out nor in, and its members ask the holder for published ports', () => {
    const text = renderAdditions('1a2b3c4d', { networks: [{ ...NETWORK, internal: true }], published: [] });
    expect(text).not.toContain('dnat accept');
    expect(text).not.toContain('oifname !=');
    expect(text).toContain('add element inet gantry_1a2b3c4d internal { "g1a2b3c4d-00001" }');
    expect(text).toContain('add element inet gantry_1a2b3c4d by_holder { "g1a2b3c4d-00001" }');
  });

  it('gives every bridge a chain of its own, whatever is in its name', () => {
    expect(chainOf('br-a')).not.toBe(chainOf('br.a'));
    expect(chainOf('br_a')).not.toBe(chainOf('br-a'));
    expect(chainOf('br.a')).toMatch(/^[a-z_0-9]+$/i);
  });

  it('leaves to the holder what crosses families or comes to ::1', () => {
    const ports = [
      { ...PORT, hostIp: '::' },
      { ...PORT, hostIp: '::1', address: 'fd00:1::2' },
      { ...PORT, hostIp: '::', address: 'fd00:1::2' },
      { ...PORT, hostIp: '127.0.0.1', protocol: 'udp' as const },
      { ...PORT, hostIp: '127.0.0.1', protocol: 'udp' as const, address: '172.18.0.9' },
    ];
    expect(portElements(ports).map(({ into, element }) => `${into} ${element}`)).toEqual([
      'any6 tcp . 8080 : fd00:1::2 . 80',
      'own6 fd00:1::2 . tcp . 8080',
      'one4 udp . 127.0.0.1 . 8080 : 172.18.0.2 . 80',
      'own4 172.18.0.2 . udp . 8080',
    ]);
  });
});

describe('the difference of two states', () => {
  const second = { ...PORT, hostPort: 8081 };

  it('is what came, as long as nothing goes', () => {
    const after = { networks: [NETWORK], published: [PORT, second] };
    expect(additions(STATE, after)).toEqual({ networks: [], published: [second], links: [] });
    expect(additions(STATE, STATE)).toEqual({ networks: [], published: [], links: [] });
  });

  it('is unknown when something goes or changes', () => {
    expect(additions(STATE, { ...STATE, published: [] })).toBeUndefined();
    expect(additions(STATE, { ...STATE, networks: [{ ...NETWORK, icc: false }] })).toBeUndefined();
  });
});

describe('what nft tells', () => {
  it('shows whether a table is whole', () => {
    const listed = `
      map any4 { elements = { tcp . 8080 : 172.18.0.2 . 80,\n\t\t udp . 1 : 172.18.0.2 . 1 } }
      set own4 { elements = { 172.18.0.2 . tcp . 8080 } }
      map to_network { elements = { "g1a2b3c4d-00001" : jump to_g1a2b3c4d_2d_00001 } }
      chain published { dnat ip to meta l4proto . th dport map @any4 }
      chain forward { oifname vmap @to_network }
      chain to_g1a2b3c4d_2d_00001 { drop }`;
    expect(isWhole(listed, STATE)).toBe(true);
    expect(isWhole(listed.replace('8080 :', '8081 :'), STATE)).toBe(false);
    expect(isWhole(undefined, STATE)).toBe(false);
  });

  it('becomes transactions, of which those of other tables are nothing to us', () => {
    const reader = new ChangeReader('gantry_1a2b3c4d');
    const lines = [
      'add table inet other',
      '# new generation 2 by process 10 (nft)',
      'add element inet gantry_1a2b3c4d any4 { tcp . 80 : 172.18.0.2 . 80 }',
      '# new generation 3 by process 11 (nft)',
      'delete chain inet gantry_1a2b3c4d forward',
      'delete table inet gantry_1a2b3c4d',
      '# new generation 4 by process 12 (iptables)',
      'delete table inet gantry_1a2b3c4d0',
      '# new generation 5 by process 13 (nft)',
    ];
    expect(lines.map((line) => reader.line(line)).filter((change) => change !== undefined)).toEqual([
      { removes: false, pid: 11 },
      { removes: true, pid: 12 },
    ]);
  });
});
