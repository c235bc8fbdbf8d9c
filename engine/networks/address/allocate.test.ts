import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subnet } from '../network-record.ts';
import { firstUsable, isReserved, lowestFree, subnetOf } from './allocate.ts';
import { cidrOf, contains, parseAddress } from './cidr.ts';

const subnet = (given: Partial<Subnet> & Pick<Subnet, 'subnet'>): Subnet => ({
  range: undefined,
  gateway: undefined,
  aux: {},
  pooled: false,
  ...given,
});
const NONE = new Set<string>();

describe('the lowest free address', () => {
  it.each([
    ['10.0.0.0/24', { gateway: '10.0.0.1' }, '10.0.0.2'],
    ['10.0.0.0/24', { gateway: '10.0.0.254' }, '10.0.0.1'],
    ['10.0.0.0/24', { range: '10.0.0.128/25', aux: { a: '10.0.0.128' } }, '10.0.0.129'],
    ['10.0.0.0/31', {}, '10.0.0.0'],
    ['10.0.0.7/32', {}, '10.0.0.7'],
    ['fd00::/64', { gateway: 'fd00::1' }, 'fd00::2'],
    ['fd00::/127', {}, 'fd00::'],
  ])('of %s with %o is %s', (text, more, address) => {
    const one = subnet({ subnet: text, ...more });
    expect(lowestFree([one], cidrOf(text).family, NONE)?.address).toBe(address);
  });

  it('is of the next subnet when one is full, and none when all are', () => {
    const subnets = [
      subnet({ subnet: '10.0.0.0/30' }),
      subnet({ subnet: 'fd00::/64' }),
      subnet({ subnet: '10.0.1.0/30' }),
    ];
    const taken = new Set(['10.0.0.1', '10.0.0.2']);
    expect(lowestFree(subnets, 4, taken)?.address).toBe('10.0.1.1');
    expect(lowestFree(subnets, 4, new Set([...taken, '10.0.1.1', '10.0.1.2']))).toBeUndefined();
  });

  it('is never taken, never reserved, and lies in its subnet and range', () => {
    const small = fc
      .record({
        third: fc.nat(255),
        prefix: fc.integer({ min: 26, max: 32 }),
        narrower: fc.nat(3),
        gateway: fc.nat(63),
      })
      .map(({ third, prefix, narrower, gateway }) => {
        const block = cidrOf(`10.0.${third}.0/${prefix}`);
        const size = 2 ** (32 - prefix);
        return subnet({
          subnet: `10.0.${third}.0/${prefix}`,
          range: `10.0.${third}.0/${Math.min(32, prefix + narrower)}`,
          gateway: `10.0.${third}.${Number(block.first & 255n) + (gateway % size)}`,
        });
      });
    fc.assert(
      fc.property(small, fc.nat(70), (one, count) => {
        const taken = new Set<string>();
        for (let index = 0; index < count; index++) {
          const given = lowestFree([one], 4, taken);
          if (given === undefined) break;
          const address = parseAddress(given.address);
          if (address === undefined) throw new Error('no address');
          expect(taken.has(given.address)).toBe(false);
          expect(isReserved(one, address)).toBe(false);
          expect(contains(cidrOf(one.range ?? one.subnet), address)).toBe(true);
          expect(subnetOf([one], address)).toBe(one);
          taken.add(given.address);
        }
      }),
    );
  });
});

describe('the first usable address', () => {
  it('is the gateway where none is named', () => {
    expect(firstUsable(subnet({ subnet: '10.0.0.0/24' }))).toBe('10.0.0.1');
    expect(firstUsable(subnet({ subnet: '10.0.0.0/24', aux: { other: '10.0.0.1' } }))).toBe('10.0.0.2');
    expect(firstUsable(subnet({ subnet: '10.0.0.0/24', range: '10.0.0.128/25' }))).toBe('10.0.0.128');
    expect(firstUsable(subnet({ subnet: 'fd00::/64' }))).toBe('fd00::1');
  });
});
