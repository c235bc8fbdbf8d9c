import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NetworkLab, type NetworkParts } from '../../testing/network-lab.ts';
import type { FirewallNetwork } from '../firewall/state.ts';
import { type PortWish, readPortWishes } from './port-wish.ts';
import type { PortTarget } from './ports.ts';

const BRIDGE = 'gtest-a';
const NETWORK: FirewallNetwork = {
  id: 'a',
  bridge: BRIDGE,
  subnets: ['172.30.1.0/24', 'fd01::/64'],
  internal: false,
  icc: true,
  masquerade: true,
};
const WEB: PortTarget = { network: 'a', bridge: BRIDGE, v4: '172.30.1.2', v6: 'fd01::2' };
/** A container without IPv6 on the same bridge. */
const OLD: PortTarget = { network: 'a', bridge: BRIDGE, v4: '172.30.1.3' };

let lab: NetworkLab;
let parts: NetworkParts;

beforeAll(async () => {
  lab = await NetworkLab.open();
  await lab.bridge(BRIDGE, '172.30.1', 'fd01');
  await lab.container('web', { bridge: BRIDGE, v4: '172.30.1.2', v6: 'fd01::2' });
  await lab.container('old', { bridge: BRIDGE, v4: '172.30.1.3' });
  parts = await lab.parts();
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** Such as `10.99.0.1:8080:80/tcp`, in the order of `docker run -p`. */
function wish(text: string): PortWish[] {
  const [key = '', HostPort = '', ...address] = text.split(/:(?![^[]*\])/).reverse();
  const binding = { HostPort, HostIp: address.reverse().join(':') };
  return readPortWishes({ exposed: {}, publishAll: false, bindings: { [key]: [binding] } });
}

/** Publishes, and tells the firewall. */
async function publish(container: string, target: PortTarget, ...ports: readonly string[]) {
  const published = await parts.claim(container, ports.flatMap(wish), target);
  await parts.set({ networks: [NETWORK], published: await parts.published() });
  return published;
}

describe('a published port', () => {
  it('leads to its container from wherever the host can be reached', async () => {
    await publish('web', WEB, '8080:80/tcp', '8053:53/udp');
    await publish('old', OLD, '8081:80/tcp', '8153:53/udp');
    const ways = [
      ['host', '127.0.0.1', '172.30.1.1'],
      ['host', '::1', 'fd01::1'],
      ['host', '10.99.0.1', '10.99.0.1'],
      ['host', '172.30.1.1', '172.30.1.1'],
      ['outside', '10.99.0.1', '10.99.0.2'],
      ['outside', 'fd99::1', 'fd99::2'],
      ['old', '10.99.0.1', '172.30.1.1'],
      ['web', '10.99.0.1', '172.30.1.1'],
      ['web', 'fd99::1', 'fd01::1'],
    ] as const;
    for (const [space, address, seen] of ways) {
      expect.soft(await lab.greeting(space, address, 8080), `${space} → ${address}`).toBe(`web sees ${seen}`);
      expect
        .soft(await lab.datagram(space, address, 8053), `${space} → ${address} udp`)
        .toBe(`web sees ${seen} hi`);
    }
    expect.soft(await lab.greeting('outside', 'fd99::1', 8081)).toBe('old sees 172.30.1.1');
    expect.soft(await lab.datagram('outside', 'fd99::1', 8153)).toBe('old sees 172.30.1.1 hi');
    await parts.release('web');
    await parts.release('old');
  });
});
