import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { addressesMeet } from './host-address.ts';
import { portMapOf, portSummariesOf } from './port-view.ts';
import { readExposedPorts, readPortWishes } from './port-wish.ts';
import { readSocketTable } from './socket-table.ts';

function wishesOf(
  bindings: Parameters<typeof readPortWishes>[0]['bindings'],
  exposed = {},
  publishAll = false,
) {
  return readPortWishes({ bindings, exposed, publishAll });
}

describe('the ports of a request', () => {
  it.each([
    [{ HostPort: '8080' }, { hostIp: '', hostPorts: { first: 8080, last: 8080 } }],
    [
      { HostPort: '8000-8010', HostIp: '127.0.0.1' },
      { hostIp: '127.0.0.1', hostPorts: { first: 8000, last: 8010 } },
    ],
    [{ HostPort: '' }, { hostIp: '', hostPorts: undefined }],
    [{ HostPort: '0' }, { hostIp: '', hostPorts: undefined }],
    [{}, { hostIp: '', hostPorts: undefined }],
    [
      { HostIp: '::1', HostPort: '80/tcp' },
      { hostIp: '::1', hostPorts: { first: 80, last: 80 } },
    ],
    [
      { HostIp: '[::]', HostPort: '80' },
      { hostIp: '::', hostPorts: { first: 80, last: 80 } },
    ],
  ])('are read from %j', (binding, wish) => {
    expect(wishesOf({ '80/tcp': [binding] })).toEqual([{ port: 80, protocol: 'tcp', ...wish }]);
  });

  it('come by number and protocol, and exposed ones only when all are asked for', () => {
    const bindings = { '443/tcp': [{ HostPort: '1' }], '53/udp': null, '53': [{ HostPort: '2' }] };
    const exposed = { '80/tcp': {}, '443/tcp': {}, '9000-9001/udp': {} };
    const keys = (publishAll: boolean) =>
      wishesOf(bindings, exposed, publishAll).map(({ port, protocol }) => `${port}/${protocol}`);
    expect(keys(false)).toEqual(['53/tcp', '443/tcp']);
    expect(keys(true)).toEqual(['53/tcp', '53/udp', '80/tcp', '443/tcp', '9000/udp', '9001/udp']);
  });

  it.each(['x', '80/tcp/udp', '0', '70000', '80-79', '-1', '8 0'])(
    'are refused in the words of Docker when one is %j',
    (bad) => {
      expect(() => wishesOf({ [bad]: [{ HostPort: '80' }] })).toThrow(`invalid port specification: "${bad}"`);
      if (bad === '0' || bad.includes('/')) return;
      expect(() => wishesOf({ '80/tcp': [{ HostPort: bad }] })).toThrow('invalid port specification');
    },
  );

  it('are refused with an unknown protocol, and an address that is none', () => {
    expect(() => wishesOf({ '80/icmp': [{}] })).toThrow('icmp');
    expect(() => wishesOf({ '80': [{ HostIp: 'localhost' }] })).toThrow('invalid IP address');
  });

  it('are read or refused, whatever is sent', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9/tcpud:-]{0,12}$/));
    fc.assert(
      fc.property(text, text, text, (key, HostIp, HostPort) => {
        for (const wish of orInvalid(() => wishesOf({ [key]: [{ HostIp, HostPort }] }, { [key]: {} })) ??
          []) {
          expect(wish.port).toBeGreaterThan(0);
          expect(wish.hostPorts?.last ?? 1).toBeLessThan(65_536);
        }
      }),
    );
  });
});

describe('the ports of a running container', () => {
  const published = ['0.0.0.0', '::'].map((hostIp) => ({
    container: 'c',
    network: 'n',
    bridge: 'b',
    protocol: 'tcp' as const,
    hostIp,
    hostPort: 8080,
    address: '172.17.0.2',
    port: 80,
  }));
  const exposed = readExposedPorts({ '80/tcp': {}, '53/udp': {} });

  it('are shown as Docker shows them', () => {
    expect(portMapOf(exposed, published)).toEqual({
      '53/udp': null,
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
    });
    expect(portSummariesOf(exposed, published)).toEqual([
      { PrivatePort: 53, Type: 'udp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    ]);
  });
});

describe('the sockets of the kernel', () => {
  it('are read from its tables', () => {
    const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F91 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 0 0 10 0
`;
    expect(readSocketTable(tcp, 'tcp')).toEqual([
      { protocol: 'tcp', address: '127.0.0.1', port: 8080, listens: true, inode: 4711 },
      { protocol: 'tcp', address: '127.0.0.1', port: 8081, listens: false, inode: 4712 },
    ]);
    const udp = `  77: 000080FE00000000FF8CA1FE3EA1C7C7:0202 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9 2 0 0
  78: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8 2 0 0`;
    expect(readSocketTable(udp, 'udp').map(({ address, port }) => `${address} ${port}`)).toEqual([
      'fe80::fea1:8cff:c7c7:a13e 514',
      ':: 53',
    ]);
  });

  it('are none in a text that is no table', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readSocketTable(text, 'tcp')).toEqual([]);
      }),
    );
  });

  it.each([
    ['0.0.0.0', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['::', '::1', true],
    ['::', '0.0.0.0', false],
  ])('of %s and %s are in each other’s way: %s', (a, b, meet) => {
    expect(addressesMeet(a, b)).toBe(meet);
    expect(addressesMeet(b, a)).toBe(meet);
  });
});
