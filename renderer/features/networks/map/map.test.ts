import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapContainer, MapNetwork, NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { fitted } from '../../../ui/graph/fitted.ts';
import { flowsOf, lineWidth, rateOf, rateText } from './flows.ts';
import { layOut } from './layout.ts';
import { neighbours, neighbourWords } from './neighbours.ts';
import { checkQuestion, NO_QUESTION, pick, reachRequest, THIS_HOST } from './question.ts';

const network = (name: string, part: Partial<MapNetwork> = {}): MapNetwork => ({
  id: `n-${name}`,
  name,
  driver: 'bridge',
  subnets: [],
  gateways: [],
  internal: false,
  open: true,
  ...part,
});

const container = (name: string, on: readonly string[], part: Partial<MapContainer> = {}): MapContainer => ({
  id: `c-${name}`,
  name,
  image: 'busybox',
  running: true,
  endpoints: on.map((net) => ({ network: `n-${net}`, addresses: [], names: [] })),
  ports: [],
  ...part,
});

const SHOP: NetworkMap = {
  networks: [
    network('bridge'),
    network('front'),
    network('back', { internal: true }),
    network('none', { driver: 'null' }),
  ],
  containers: [
    container('web', ['front'], { ports: [{ protocol: 'tcp', port: 80, hostPort: 8080 }] }),
    container('api', ['front', 'back']),
    container('db', ['back'], { ports: [{ protocol: 'tcp', port: 5432 }] }),
    container('helper', [], { shares: 'c-api' }),
    container('old', ['front'], { running: false }),
  ],
};

/** Some with many on one network, and some that share the network of one before them. */
const MAPS = fc
  .record({
    networks: fc.integer({ min: 0, max: 4 }),
    members: fc.array(
      fc.record({
        on: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
        shares: fc.option(fc.nat({ max: 59 }), { freq: 5 }),
      }),
      { maxLength: 60 },
    ),
  })
  .map(
    ({ networks, members }): NetworkMap => ({
      networks: Array.from({ length: networks }, (_, index) => network(`net${index}`)),
      containers: members.map(({ on, shares }, index) => {
        const names = [...new Set(on)].filter((at) => at < networks).map((at) => `net${at}`);
        return shares !== null && shares < index
          ? container(`c${index}`, [], { shares: `c-c${shares}` })
          : container(`c${index}`, names);
      }),
    }),
  );

describe('layOut', () => {
  it('shows what runs, the networks in use, and those that somebody made', () => {
    const { nodes } = layOut(SHOP, 'running');
    const ids = nodes.map(({ id }) => id);
    expect(ids).toContain('network n-front');
    expect(ids).not.toContain('network n-bridge');
    expect(ids).not.toContain('container c-old');
    expect(layOut(SHOP, 'all').nodes.map(({ id }) => id)).toContain('container c-old');
  });

  it('draws a line for every place on a network, published port and shared network', () => {
    expect(layOut(SHOP, 'running').lines.map(({ kind, from, to }) => `${kind}: ${from} → ${to}`)).toEqual(
      expect.arrayContaining([
        'link: network n-front → container c-api',
        'link: network n-back → container c-api',
        'port: container c-web → port c-web tcp 8080',
        'shares: container c-api → container c-helper',
        'uplink: host → network n-back',
      ]),
    );
  });

  it('is the same in whatever order the engine tells it', () => {
    const turned = { networks: [...SHOP.networks].reverse(), containers: [...SHOP.containers].reverse() };
    const sorted = (map: NetworkMap) =>
      [...layOut(map, 'all').nodes].map(({ id, x, y }) => `${id} ${x} ${y}`).sort();
    expect(sorted(turned)).toEqual(sorted(SHOP));
  });

  it('puts a hundred containers of one network into a frame', () => {
    const many = Array.from({ length: 100 }, (_, index) => container(`c${index}`, ['front']));
    const { nodes, lines } = layOut({ networks: SHOP.networks, containers: many }, 'running');
    const frame = nodes.find(({ kind }) => kind === 'frame');
    expect(frame).toMatchObject({ members: 100 });
    expect(lines.filter(({ kind }) => kind === 'link')).toHaveLength(1);
    expect(Math.max(...nodes.map(({ y }) => y))).toBeLessThan(2200);
  });

  it('shows every container, and never lays one thing over another', () => {
    fc.assert(
      fc.property(MAPS, (map) => {
        const solid = layOut(map, 'all').nodes.filter(({ kind }) => kind !== 'frame');
        for (const a of solid) {
          for (const b of solid) {
            if (a === b) continue;
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart, `${a.id} over ${b.id}`).toBe(true);
          }
        }
        const ids = new Set(layOut(map, 'all').nodes.map(({ id }) => id));
        expect([...ids]).toEqual(expect.arrayContaining(map.containers.map(({ id }) => `container ${id}`)));
        for (const { from, to } of layOut(map, 'all').lines) expect(ids.has(from) && ids.has(to)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('fitted', () => {
  const box = (width: number, height: number) => [{ x: 10, y: -20, width, height }];

  it('puts a small map into the middle, not larger than life', () => {
    expect(fitted(box(100, 100), 1110, 510)).toEqual({ x: 489, y: 222, zoom: 1.1 });
  });

  it('shows the upper left of a map that would be too small to read', () => {
    const { x, y, zoom } = fitted(box(800, 9000), 800, 600);
    expect([x + 10 * zoom, y - 20 * zoom, zoom]).toEqual([220, 32, 0.45]);
  });
});

describe('neighbours', () => {
  const map: NetworkMap = {
    networks: [...SHOP.networks, network('apart', { open: false }), network('host', { driver: 'host' })],
    containers: [
      ...SHOP.containers,
      container('p1', ['apart']),
      container('p2', ['apart']),
      container('lonely', ['none']),
      container('agent', ['host']),
    ],
  };
  const of = (name: string) => [...(neighbours(map, name) ?? [])].sort();

  it('are those on a common network whose members reach each other, and the host', () => {
    expect(of('web')).toEqual([THIS_HOST, 'agent', 'api', 'helper']);
    expect(of('helper')).toEqual([THIS_HOST, 'agent', 'api', 'db', 'web']);
    expect(of('p1')).toEqual([THIS_HOST, 'agent']);
    expect(of('lonely')).toEqual([]);
  });

  it('of the host are all who have a network', () => {
    expect(of(THIS_HOST)).toEqual(['agent', 'api', 'db', 'helper', 'p1', 'p2', 'web']);
    expect(neighbours(map, 'nobody')).toBeUndefined();
  });

  it('are told in a sentence of any length', () => {
    expect(neighbourWords('web', new Set())).toBe('By its networks web can reach nobody.');
    expect(neighbourWords('web', new Set(['api']))).toBe('By its networks web can reach api.');
    expect(neighbourWords('web', new Set('abcdefg'))).toBe(
      'By its networks web can reach a, b, c, d and 3 more.',
    );
  });
});

describe('a question', () => {
  it('is asked by two clicks, with the port that the target is known for', () => {
    const first = pick(NO_QUESTION, 'api', SHOP);
    expect(first).toMatchObject({ from: 'api', to: '' });
    const second = pick(first, 'db', SHOP);
    expect(second).toMatchObject({ from: 'api', to: 'db', port: '5432' });
    expect(pick(second, 'web', SHOP)).toMatchObject({ from: 'web', to: '' });
  });

  it('leaves a port alone that somebody typed', () => {
    expect(pick({ ...NO_QUESTION, from: 'api', port: '9999' }, 'db', SHOP).port).toBe('9999');
  });

  it('says what is missing', () => {
    expect(Object.keys(checkQuestion(NO_QUESTION, SHOP))).toEqual(['from', 'to', 'port']);
    expect(checkQuestion({ from: 'nobody', to: 'x', port: '80', protocol: 'tcp' }, SHOP)).toEqual({
      from: 'There is no container nobody.',
    });
  });

  it('knows the host on either side', () => {
    const asked = { from: THIS_HOST, to: THIS_HOST, port: '80', protocol: 'tcp' } as const;
    expect(reachRequest(asked)).toEqual({ to: 'host.docker.internal', port: 80, protocol: 'tcp' });
  });
});

describe('flows', () => {
  const flows = flowsOf({
    time: 0,
    flows: [
      { container: 'a', network: 'n', received: 1000, sent: 0 },
      { container: 'b', network: 'n', received: 500, sent: 20 },
    ],
  });

  it('are summed for a line and told from the container’s side', () => {
    const rate = rateOf(flows, 'n', ['a', 'b', 'c']);
    expect(rate).toEqual({ received: 1500, sent: 20 });
    expect(rateText(rate)).toBe('↓ 1.50 kB/s ↑ 20 B/s');
    expect(rateText(rateOf(flows, 'other', ['a']))).toBe('');
  });

  it('make a line thicker, within limits', () => {
    expect(lineWidth({ received: 0, sent: 0 })).toBe(1.5);
    expect(lineWidth({ received: 1e12, sent: 0 })).toBe(6);
  });
});
