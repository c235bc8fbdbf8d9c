import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NetworkLab, type NetworkParts } from '../../testing/network-lab.ts';
import type { FirewallNetwork, FirewallState, PublishedPort } from './state.ts';

const OPEN: FirewallNetwork = {
  id: 'a',
  bridge: 'gtest-a',
  subnets: ['172.30.1.0/24', 'fd01::/64'],
  internal: false,
  icc: true,
  masquerade: true,
};
const OTHER = { ...OPEN, id: 'b', bridge: 'gtest-b', subnets: ['172.30.2.0/24', 'fd02::/64'] };
const INTERNAL = { ...OPEN, id: 'i', bridge: 'gtest-i', subnets: ['172.30.3.0/24'], internal: true };
const APART = { ...OPEN, id: 'x', bridge: 'gtest-x', subnets: ['172.30.4.0/24'], icc: false };
const PLAIN = { ...OPEN, id: 'p', bridge: 'gtest-p', subnets: ['172.30.5.0/24'], masquerade: false };

const WEB: PublishedPort = {
  container: 'a1',
  network: 'a',
  bridge: 'gtest-a',
  protocol: 'tcp',
  hostIp: '0.0.0.0',
  hostPort: 8080,
  address: '172.30.1.2',
  port: 80,
};
const APART_WEB = {
  ...WEB,
  container: 'x1',
  network: 'x',
  bridge: 'gtest-x',
  hostPort: 8081,
  address: '172.30.4.2',
};
const STATE: FirewallState = {
  networks: [OPEN, OTHER, INTERNAL, APART, PLAIN],
  published: [WEB, APART_WEB],
  links: [{ bridge: 'gtest-x', from: '172.30.4.3', to: '172.30.4.2', protocol: 'tcp', port: 80 }],
};

let lab: NetworkLab;
let parts: NetworkParts;

beforeAll(async () => {
  lab = await NetworkLab.open();
  for (const [bridge, v4, v6] of [
    ['gtest-a', '172.30.1', 'fd01'],
    ['gtest-b', '172.30.2', 'fd02'],
    ['gtest-i', '172.30.3', undefined],
    ['gtest-x', '172.30.4', undefined],
    ['gtest-p', '172.30.5', undefined],
  ] as const) {
    await lab.bridge(bridge, v4, v6);
  }
  await lab.container('a1', { bridge: 'gtest-a', v4: '172.30.1.2', v6: 'fd01::2' });
  await lab.container('a2', { bridge: 'gtest-a', v4: '172.30.1.3', v6: 'fd01::3' });
  await lab.container('b1', { bridge: 'gtest-b', v4: '172.30.2.2', v6: 'fd02::2' });
  await lab.container('i1', { bridge: 'gtest-i', v4: '172.30.3.2' });
  await lab.container('i2', { bridge: 'gtest-i', v4: '172.30.3.3' });
  for (const [name, v4] of [
    ['x1', '172.30.4.2'],
    ['x2', '172.30.4.3'],
    ['x3', '172.30.4.4'],
  ] as const) {
    await lab.container(name, { bridge: 'gtest-x', v4, isolated: true });
  }
  await lab.container('p1', { bridge: 'gtest-p', v4: '172.30.5.2' });
  // The neighbour knows the way to every container, as one who means harm would.
  await lab.ip('outside', 'route add 172.30.0.0/16 via 10.99.0.1');
  await lab.ip('outside', 'route add fd00::/12 via fd99::1');
  await lab.peer('outside', 'outside', 80, 53);
  parts = await lab.parts();
  await parts.set(STATE);
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** The HTTP server of a1, as port 8088. */
async function publishHttp(): Promise<readonly PublishedPort[]> {
  const wish = { port: 81, protocol: 'tcp', hostIp: '', hostPorts: { first: 8088, last: 8088 } } as const;
  const published = await parts.claim('a1', [wish], { network: 'a', bridge: 'gtest-a', v4: '172.30.1.2' });
  await parts.set({ ...STATE, published });
  return published;
}

const table = () => lab.run('host', 'nft', 'list', 'table', 'inet', `gantry_${lab.instance}`);

describe('the walls', () => {
  it.concurrent.each([
    ['a1', '172.30.1.3', 'a2 sees 172.30.1.2', 'members of a network reach each other'],
    ['a1', 'fd01::3', 'a2 sees fd01::2', 'over IPv6 too'],
    ['host', '172.30.1.2', 'a1 sees 172.30.1.1', 'the host reaches every container'],
    ['host', '172.30.3.2', 'i1 sees 172.30.3.1', 'also in an internal network'],
    ['b1', '172.30.1.2', '', 'networks do not reach each other'],
    ['b1', 'fd01::2', '', 'nor over IPv6'],
    ['a1', '10.99.0.2', 'outside sees 10.99.0.1', 'containers get out under the address of the host'],
    ['a1', 'fd99::2', 'outside sees fd99::1', 'over IPv6 too'],
    ['p1', '10.99.0.2', 'outside sees 172.30.5.2', 'or under their own, without masquerade'],
    ['outside', '172.30.1.3', '', 'nobody outside reaches an unpublished port by a route'],
    ['outside', '172.30.1.2', '', 'nor a published one'],
    ['outside', 'fd01::2', '', 'nor over IPv6'],
    ['i1', '172.30.3.3', 'i2 sees 172.30.3.2', 'members of an internal network reach each other'],
    ['i1', '10.99.0.2', '', 'it has no way out'],
    ['i1', '172.30.1.2', '', 'nor one to another network'],
    ['a1', '172.30.3.2', '', 'and none in'],
    ['x3', '172.30.4.2', '', 'with icc=false members do not reach each other'],
    ['x2', '172.30.4.2', 'x1 sees 172.30.4.3', 'unless a link allows it'],
    ['x1', '172.30.4.3', '', 'which it does one way only'],
    ['x3', '10.99.0.2', 'outside sees 10.99.0.1', 'but they get out'],
  ])('%s → %s says "%s": %s', async (from, address, answer) => {
    expect(await lab.greeting(from, address, 80)).toBe(answer);
  });

  it('stand beside a published port: it can be reached, and nothing else with it', async () => {
    expect(await lab.greeting('outside', '10.99.0.1', 8080)).toBe('a1 sees 10.99.0.2');
    expect(await lab.greeting('b1', '10.99.0.1', 8080)).toBe('a1 sees 172.30.1.1');
    expect(await lab.greeting('outside', '10.99.0.1', 8081)).toBe('x1 sees 10.99.0.2');
    expect(await lab.greeting('b1', '172.30.1.2', 80)).toBe('');
  });

  it('keep containers from the loopback addresses of the host', async () => {
    await lab.peer('host', 'host', 7000, 7001);
    expect(await lab.greeting('host', '127.0.0.1', 7000)).toBe('host sees 127.0.0.1');
    await lab.ip('a1', 'address del 127.0.0.1/8 dev lo');
    await lab.ip('a1', 'route add 127.0.0.0/8 via 172.30.1.1 src 172.30.1.2');
    expect(await lab.greeting('a1', '127.0.0.1', 7000)).toBe('');
    await lab.ip('a1', 'route del 127.0.0.0/8');
    await lab.ip('a1', 'address add 127.0.0.1/8 dev lo');
  });
});

describe('the table', () => {
  afterEach(() => parts.release('a1'));

  it('is restored when someone flushes it, and who connects meanwhile is served by the holder', async () => {
    await publishHttp();
    const ended = await lab.load('outside', 'http://10.99.0.1:8088/');
    const harms = [
      'flush ruleset',
      `delete table inet gantry_${lab.instance}`,
      `flush chain inet gantry_${lab.instance} published`,
    ];
    for (const harm of harms) {
      await pause(300);
      await lab.run('host', 'nft', harm);
      await expect.poll(async () => (await table()).stdout).toContain('tcp . 8088 : 172.30.1.2 . 81');
      await expect.poll(async () => (await table()).stdout).toContain('th dport map @any4');
    }
    await pause(300);
    const { fresh, freshFailures } = await ended();
    expect(fresh).toBeGreaterThan(20);
    // A connection that was translated when the kernel forgot how cannot be saved: of each of the four at most one a flush.
    expect(freshFailures.length).toBeLessThanOrEqual(4 * harms.length);
    expect(await lab.greeting('b1', '172.30.1.2', 80)).toBe('');
  });

  it('goes on when the engine is killed, and no request fails when the next one takes over', async () => {
    const published = await publishHttp();
    await pause(1500); // by then the holder has the ports
    const ended = await lab.load('outside', 'http://10.99.0.1:8088/');
    for (let round = 0; round < 2; round++) {
      await pause(300);
      await parts.kill();
      await pause(300);
      parts = await lab.parts();
      await parts.restore(published);
      await parts.set({ ...STATE, published });
    }
    await pause(300);
    const { kept, keptFailures, freshFailures } = await ended();
    expect(kept).toBeGreaterThan(20);
    expect([...keptFailures, ...freshFailures]).toEqual([]);
  });

  it('takes additions without touching what is there', async () => {
    await parts.set({ ...STATE, published: [WEB] });
    const before = (await lab.run('host', 'nft', '-a', 'list', 'table', 'inet', `gantry_${lab.instance}`))
      .stdout;
    const handle = /chain published \{ # handle (\d+)/.exec(before)?.[1];
    await parts.set(STATE);
    const after = (await lab.run('host', 'nft', '-a', 'list', 'table', 'inet', `gantry_${lab.instance}`))
      .stdout;
    expect(after).toContain('tcp . 8081 : 172.30.4.2 . 80');
    expect(/chain published \{ # handle (\d+)/.exec(after)?.[1]).toBe(handle);
  });

  it('is removed with the last network, and leaves the tables of others alone', async () => {
    const foreign =
      'table inet another { chain forward { type filter hook forward priority 10; policy accept; } }';
    await lab.run('host', 'nft', foreign);
    const before = (await lab.run('host', 'nft', 'list', 'table', 'inet', 'another')).stdout;
    await parts.set({ ...STATE, published: [] });
    await parts.set({ networks: [], published: [] });
    expect((await table()).code).toBe(1);
    await parts.set(STATE);
    expect((await table()).stdout).toContain('tcp . 8080 : 172.30.1.2 . 80');
    expect((await lab.run('host', 'nft', 'list', 'table', 'inet', 'another')).stdout).toBe(before);
  });
});
