import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectRequest, failedConnectField } from './connect-form.ts';
import { type CreateForm, checkCreate, createRequest, EMPTY_CREATE, failedField } from './create-form.ts';
import { isIpv6, parseSubnet } from './subnet.ts';

const form = (part: Partial<CreateForm>): CreateForm => ({ ...EMPTY_CREATE, name: 'shop', ...part });

describe('checkCreate', () => {
  it('accepts a form with only a name', () => {
    expect(checkCreate(form({}), new Set())).toEqual({});
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: '-shop' }],
    ['name', { name: 'taken' }],
    ['subnet', { subnet: '10.0.0.0' }],
    ['subnet', { subnet: 'fd00::/64' }],
    ['subnet', { subnet: '10.0.0.0/33' }],
    ['gateway', { gateway: '10.0.0.1' }],
    ['gateway', { subnet: '10.0.0.0/24', gateway: '10.0.1.1' }],
    ['subnet6', { ipv6: true, subnet6: '10.0.0.0/24' }],
    ['gateway6', { ipv6: true, subnet6: 'fd00:1::/64', gateway6: 'fd00:2::1' }],
    ['mtu', { mtu: 'large' }],
    ['mtu', { mtu: '20' }],
    ['labels', { labels: [{ key: '', value: 'x' }] }],
  ] as const)('finds a mistake in %s', (field, part) => {
    expect(Object.keys(checkCreate(form(part), new Set(['taken'])))).toEqual([field]);
  });
});

describe('createRequest', () => {
  it('turns the form into Docker’s words', () => {
    const request = createRequest(
      form({
        subnet: '10.0.0.0/24',
        gateway: '10.0.0.9',
        ipv6: true,
        subnet6: 'fd00::/64',
        icc: false,
        mtu: '1400',
        internal: true,
        labels: [{ key: 'tier', value: 'front' }],
      }),
    );
    expect(request).toMatchObject({
      Name: 'shop',
      Driver: 'bridge',
      EnableIPv6: true,
      Internal: true,
      IPAM: { Config: [{ Subnet: '10.0.0.0/24', Gateway: '10.0.0.9' }, { Subnet: 'fd00::/64' }] },
      Options: {
        'com.docker.network.bridge.enable_icc': 'false',
        'com.docker.network.driver.mtu': '1400',
      },
      Labels: { tier: 'front' },
    });
  });

  it('leaves the addresses to the engine when none are asked for', () => {
    expect(createRequest(form({}))).not.toHaveProperty('IPAM');
  });
});

describe('an engine’s sentence', () => {
  it.each([
    ['network with name shop already exists', 'name'],
    ['Pool overlaps with other one on this address space', 'subnet'],
    ['no matching subnet for gateway 10.0.0.1', 'gateway'],
    ['invalid subnet fd00::1/64: it should be fd00::/64', 'subnet6'],
    ['something unheard of', 'form'],
  ])('stands at its field: “%s”', (text, field) => {
    expect(failedField(text, form({ ipv6: true }))).toBe(field);
  });

  it.each([
    ['Address already in use', 'address'],
    ['network-scoped alias is supported only for containers in user defined networks', 'aliases'],
    ['endpoint with name web already exists in network shop', 'chosen'],
  ])('about a connection too: “%s”', (text, field) => {
    expect(failedConnectField(text)).toBe(field);
  });
});

describe('connectRequest', () => {
  it('says nothing of what was left empty, and knows both families', () => {
    expect(connectRequest({ chosen: 'x', address: '', aliases: ' ' })).toEqual({});
    expect(connectRequest({ chosen: 'x', address: 'fd00::5', aliases: 'db, database' })).toEqual({
      EndpointConfig: { IPAMConfig: { IPv6Address: 'fd00::5' }, Aliases: ['db', 'database'] },
    });
  });
});

describe('parseSubnet', () => {
  it('knows what lies inside', () => {
    expect(parseSubnet('10.0.4.0/22')?.contains('10.0.7.255')).toBe(true);
    expect(parseSubnet('10.0.4.0/22')?.contains('10.0.8.0')).toBe(false);
    expect(parseSubnet('fd00:20::/64')?.contains('fd00:20::ffff')).toBe(true);
    expect(parseSubnet('fd00:20::/64')?.contains('10.0.0.1')).toBe(false);
  });

  it('takes an address for IPv6 when the machine does', () => {
    const hex = fc.stringMatching(/^[0-9a-f:]{0,20}$/);
    fc.assert(
      fc.property(fc.oneof(hex, fc.ipV6(), fc.string()), (text) => {
        // Zones and embedded IPv4 have no place in a subnet.
        fc.pre(!/[%.]/.test(text));
        expect(isIpv6(text)).toBe(isIPv6(text));
      }),
    );
  });
});
