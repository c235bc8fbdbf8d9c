import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../base/ids.ts';
import { orInvalid } from '../testing/or-invalid.ts';
import { parseMac } from './address/mac.ts';
import { checkEndpoint } from './endpoint-request.ts';
import type { NetworkRecord } from './network-record.ts';

const NETWORK: NetworkRecord = {
  schema: 1,
  id: newId(),
  name: 'net',
  created: '2026-01-01T00:00:00.000Z',
  driver: 'bridge',
  ipv4: true,
  ipv6: true,
  internal: false,
  attachable: false,
  configOnly: false,
  configFrom: '',
  options: {},
  labels: {},
  ipamOptions: {},
  subnets: [
    { subnet: '10.0.0.0/24', range: undefined, gateway: '10.0.0.1', aux: {}, pooled: false },
    { subnet: 'fd00::/64', range: undefined, gateway: 'fd00::1', aux: {}, pooled: true },
  ],
  device: 'g1a2b3c4d-12345',
  foreignDevice: false,
};
const SYSCTLS = 'com.docker.network.endpoint.sysctls';
const IFNAME = 'com.docker.network.endpoint.ifname';

describe('what a container asks of a network', () => {
  it('is read into values that go into commands as they are', () => {
    const options = { [SYSCTLS]: 'net.ipv4.conf.IFNAME.log_martians=1', [IFNAME]: 'wan0' };
    expect(
      checkEndpoint(NETWORK, {
        IPAMConfig: { IPv4Address: '10.0.0.9', LinkLocalIPs: ['169.254.3.4'] },
        MacAddress: '02-00-AA-00-00-01',
        DriverOpts: options,
        Aliases: ['www'],
        GwPriority: 3,
      }),
    ).toEqual({
      v4: { family: 4, value: 0x0a000009n },
      v6: undefined,
      linkLocal: ['169.254.3.4/16'],
      mac: '02:00:aa:00:00:01',
      aliases: ['www'],
      links: {},
      gatewayPriority: 3,
      interface: 'wan0',
      sysctls: [{ family: 'ipv4', group: 'conf', key: 'log_martians', value: '1' }],
    });
  });

  it.each([
    [{ IPAMConfig: { IPv4Address: 'fd00::2' } }, 'invalid IPv4 address: fd00::2'],
    [{ IPAMConfig: { IPv4Address: '0.0.0.0' } }, 'invalid IPv4 address: 0.0.0.0'],
    [{ IPAMConfig: { IPv6Address: 'fe80::1%eth0' } }, 'invalid IPv6 address: fe80::1%eth0'],
    [
      { IPAMConfig: { IPv4Address: '10.0.1.2' } },
      'no configured subnet or ip-range contain the IP address 10.0.1.2',
    ],
    [
      { IPAMConfig: { IPv6Address: 'fd00::2' } },
      'no configured subnet or ip-range contain the IP address fd00::2',
    ],
    [{ MacAddress: '02:00' }, 'invalid MAC address 02:00'],
    [{ DriverOpts: { [IFNAME]: 'eth0;reboot' } }, 'invalid interface name "eth0;reboot"'],
    [{ DriverOpts: { colour: 'red' } }, 'unknown driver option "colour"'],
    [
      { DriverOpts: { [SYSCTLS]: 'net.ipv4.conf.IFNAME.x=1; reboot' } },
      'unrecognised network interface sysctl',
    ],
  ])('is refused: %o', (settings, message) => {
    expect(() => checkEndpoint(NETWORK, settings)).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(message) }),
    );
  });

  it('names everything that is wrong at once', () => {
    const settings = { IPAMConfig: { IPv4Address: 'x', IPv6Address: 'y' } };
    expect(() => checkEndpoint({ ...NETWORK, name: 'bridge' }, settings)).toThrow(
      /user defined networks only\n.*IPv4 address: x\n.*IPv6 address: y/,
    );
  });

  it('lets no text through that a shell would understand', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (mac, name, sysctl) => {
        const read = orInvalid(() =>
          checkEndpoint(NETWORK, { MacAddress: mac, DriverOpts: { [IFNAME]: name, [SYSCTLS]: sysctl } }),
        );
        if (read === undefined) return;
        const said = [read.mac, read.interface, ...read.sysctls.flatMap((one) => Object.values(one))];
        for (const text of said) expect(text ?? '').toMatch(/^[\w.:-]*$/);
      }),
    );
    expect(parseMac('0200.aa00.0001')).toBe('02:00:aa:00:00:01');
  });
});
