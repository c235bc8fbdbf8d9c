import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapContainer, NetworkMap, ReachTry } from '../../api/types/network-look.ts';
import type { Clock } from '../../base/clock.ts';
import { addressesInHosts, searchNames } from './reach/search-names.ts';
import { listeningIn } from './reach/sockets.ts';
import { type ReachFacts, verdict } from './reach/verdict.ts';
import { flowsBetween, parseNetDev, throughput } from './throughput.ts';

const network = (name: string, part: Partial<NetworkMap['networks'][number]> = {}) => ({
  id: `id-${name}`,
  name,
  driver: 'bridge',
  subnets: [],
  gateways: ['10.0.0.1'],
  internal: false,
  open: true,
  ...part,
});

const container = (name: string, on: readonly string[], part: Partial<MapContainer> = {}): MapContainer => ({
  id: `${name}-id`,
  name,
  image: 'busybox',
  running: true,
  endpoints: on.map((net, at) => ({
    network: `id-${net}`,
    addresses: [`10.${at}.0.${name.length}`],
    names: [name],
  })),
  ports: [],
  ...part,
});

const NETWORKS = [
  network('bridge'),
  network('front'),
  network('back'),
  network('vault', { internal: true }),
  network('apart', { open: false }),
  network('none', { driver: 'null' }),
];

const tried = (outcome: ReachTry['outcome'], address = '10.0.0.2'): ReachTry => ({
  address,
  outcome,
  milliseconds: 1,
});

function asked(source: MapContainer, target: MapContainer | undefined, part: Partial<ReachFacts> = {}) {
  const containers = target === undefined || target === source ? [source] : [source, target];
  return verdict({
    request: { from: source.id, to: target?.name ?? 'elsewhere', port: 80, protocol: 'tcp' },
    map: { networks: NETWORKS, containers },
    source,
    target,
    lookup: undefined,
    tries: [],
    listening: undefined,
    ...part,
  });
}

describe('verdict', () => {
  const web = container('web', ['front']);
  const db = container('db', ['front']);
  const found = { name: 'db', outcome: 'found', addresses: ['10.0.0.2'], by: '127.0.0.11' } as const;
  const unknown = { name: 'db', outcome: 'unknown', addresses: [] } as const;

  it.each([
    ['connected', asked(web, db, { lookup: found, tries: [tried('connected')] })],
    ['nothing-listens', asked(web, db, { tries: [tried('refused')], listening: 'nobody' })],
    ['listens-on-loopback', asked(web, db, { tries: [tried('refused')], listening: 'loopback' })],
    ['no-answer', asked(web, db, { tries: [tried('timeout')] })],
    [
      'no-shared-network',
      asked(web, container('db', ['back']), { lookup: unknown, tries: [tried('timeout')] }),
    ],
    [
      'members-isolated',
      asked(container('a', ['apart']), container('b', ['apart']), { tries: [tried('timeout')] }),
    ],
    ['internal', asked(container('a', ['vault']), undefined, { tries: [tried('unreachable')] })],
    ['no-network', asked(container('a', ['none']), db, { tries: [tried('unreachable')] })],
    ['target-no-network', asked(web, container('b', ['none']), { lookup: unknown })],
    ['source-stopped', asked(container('a', ['front'], { running: false }), db)],
    ['target-stopped', asked(web, container('b', [], { running: false }))],
    ['name-unknown', asked(web, undefined, { lookup: unknown })],
    [
      'name-server-silent',
      asked(web, undefined, { lookup: { ...unknown, outcome: 'silent', by: '127.0.0.11' } }),
    ],
    [
      'name-server-silent',
      asked(web, undefined, { lookup: { ...unknown, outcome: 'failed', by: '127.0.0.11' } }),
    ],
    ['listening', asked(web, db, { tries: [tried('sent')], listening: 'anybody' })],
    ['no-answer', asked(web, undefined, { tries: [tried('sent')] })],
  ])('says %s', (reason, answer) => {
    expect(answer.reason).toBe(reason);
    expect(answer.reachable).toBe(reason === 'connected' || reason === 'listening');
    expect(answer.sentence).toMatch(/\.$/);
    expect(answer.sentence).not.toMatch(/undefined| {2}|\(\)/);
  });

  it('names both networks when they are apart', () => {
    const answer = asked(web, container('db', ['back', 'vault']), { tries: [tried('timeout')] });
    expect(answer.sentence).toContain('web is on front, db on back and vault');
  });

  it('says that on the default bridge only the address works', () => {
    const answer = asked(container('a', ['bridge']), container('db', ['bridge']), {
      lookup: unknown,
      tries: [tried('connected')],
    });
    expect(answer.sentence).toContain(
      'The name db is not known there: the default bridge network has no name service',
    );
  });

  it('finds out which container a name or an address meant', () => {
    const answer = verdict({
      request: { from: web.id, to: 'database', port: 80, protocol: 'tcp' },
      map: { networks: NETWORKS, containers: [web, db] },
      source: web,
      target: undefined,
      lookup: { ...found, name: 'database' },
      tries: [tried('refused', '10.0.0.2')],
      listening: undefined,
    });
    expect(answer).toMatchObject({ reason: 'nothing-listens', target: db.id, network: 'id-front' });
  });
});

describe('what flows', () => {
  const HEAD = 'Inter-|   Receive  |  Transmit\n face |bytes packets|bytes packets\n';
  const line = (name: string, received: number, sent: number) =>
    `${name.padStart(6)}: ${received} 1 0 0 0 0 0 0 ${sent} 1 0 0 0 0 0 0\n`;

  it('is the difference of two readings, seen from the container', () => {
    const before = parseNetDev(HEAD + line('vone', 1000, 50) + line('vtwo', 7, 7) + line('lo', 1, 1));
    const after = parseNetDev(HEAD + line('vone', 3000, 150) + line('vtwo', 7, 7) + line('vnew', 9, 9));
    const devices = ['vone', 'vtwo', 'vnew'].map((device) => ({ container: device, network: 'n', device }));
    expect(flowsBetween(devices, before, after, 2000)).toEqual([
      { container: 'vone', network: 'n', received: 50, sent: 1000 },
    ]);
  });

  it('is read once a second, and no more when nobody looks', async () => {
    const over = new AbortController();
    let asked = 0;
    const clock: Clock = {
      now: () => asked * 1000,
      sleep: async (ms, signal) => {
        expect(ms).toBe(1000);
        asked += 1;
        if (asked === 3) over.abort();
        signal?.throwIfAborted();
        await Promise.resolve();
      },
    };
    const times: number[] = [];
    for await (const { time } of throughput(() => [], over.signal, clock)) times.push(time);
    expect(times).toEqual([0, 1000, 2000]);
  });

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { received, sent } of parseNetDev(text).values()) {
          expect(Number.isFinite(received) && Number.isFinite(sent)).toBe(true);
        }
      }),
    );
  });
});

describe('who listens', () => {
  const table = (...rows: readonly string[]) =>
    `  sl  local_address rem_address   st\n${rows.map((row, at) => `   ${at}: ${row}\n`).join('')}`;

  it.each([
    ['anybody', table('00000000:0050 00000000:0000 0A')],
    ['anybody', table('0100007F:0050 00000000:0000 0A', '00000000000000000000000000000000:0050 0:0000 0A')],
    ['loopback', table('0100007F:0050 00000000:0000 0A')],
    ['loopback', table('00000000000000000000000001000000:0050 0:0000 0A')],
    ['loopback', table('0000000000000000FFFF00000100007F:0050 0:0000 0A')],
    ['nobody', table('00000000:0051 00000000:0000 0A')],
    ['nobody', table('00000000:0050 0200000A:1234 01')],
    ['nobody', ''],
  ])('is %s', (who, text) => {
    expect(listeningIn([text], 'tcp', 80)).toBe(who);
  });
});

describe('names', () => {
  it('are completed as a resolver does', () => {
    const conf = { search: ['corp.example', '.'], options: ['ndots:2'] };
    expect(searchNames('db', conf)).toEqual(['db.corp.example', 'db']);
    expect(searchNames('db.a.b', conf)).toEqual(['db.a.b', 'db.a.b.corp.example']);
    expect(searchNames('db.', conf)).toEqual(['db.']);
  });

  it('are found in /etc/hosts whatever their case', () => {
    const hosts = '127.0.0.1 localhost # me\n10.0.0.9\tDB db.corp\n#10.0.0.8 db\n::1 db\n';
    expect(addressesInHosts(hosts, 'db')).toEqual(['10.0.0.9', '::1']);
  });
});
