import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockOf,
  contains,
  formatAddress,
  formatCidr,
  lastOf,
  overlaps,
  parseAddress,
  parseCidr,
} from './cidr.ts';

const v4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((value) => ({ family: 4 as const, value }));
const v6 = fc
  .oneof(
    fc.bigInt({ min: 1n << 64n, max: (1n << 128n) - 1n }),
    // Addresses with many zeros, where shortening has a choice.
    fc
      .array(fc.constantFrom(0n, 0n, 1n, 0xabcn), { minLength: 8, maxLength: 8 })
      .map((groups) => groups.reduce((value, group) => (value << 16n) | group, 1n << 112n) % (1n << 128n)),
  )
  .map((value) => ({ family: 6 as const, value }));
const address = fc.oneof(v4, v6).filter(({ family, value }) => family === 4 || value >> 32n !== 0xffffn);

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
    ['1:0:3:0:5:0:7:8', '1:0:3:0:5:0:7:8'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
  ])('reads %s and writes %s', (text, shown) => {
    const parsed = parseAddress(text);
    expect(parsed && formatAddress(parsed)).toBe(shown);
  });

  it.each(['', '10.0.0', '10.0.0.256', '1::2::3', 'fe80::1%eth0', 'localhost', '010.0.0.1'])(
    'takes "%s" for none',
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );

  it('reads back what it writes, in a form that the system knows', () => {
    fc.assert(
      fc.property(address, (one) => {
        const text = formatAddress(one);
        expect(isIP(text)).toBe(one.family);
        expect(parseAddress(text)).toEqual(one);
      }),
    );
  });

  it('throws for no text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => [parseAddress(text), parseCidr(text)]).not.toThrow();
      }),
    );
  });
});

describe('blocks', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/', '/8', '10.0.0.0/8/8', '10.0.0.0/-1'])(
    'takes "%s" for none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it('hold the addresses they were made of, up to the last', () => {
    fc.assert(
      fc.property(address, fc.nat(128), (one, wish) => {
        const prefix = Math.min(wish, one.family === 4 ? 32 : 128);
        const block = blockOf(one, prefix);
        expect(contains(block, one)).toBe(true);
        expect(contains(block, { ...one, value: lastOf(block) })).toBe(true);
        expect(contains(block, { ...one, value: lastOf(block) + 1n })).toBe(false);
        const again = parseCidr(formatCidr(block));
        expect(again && blockOf(again.address, again.prefix)).toEqual(block);
      }),
    );
  });

  it('overlap exactly when one holds the other', () => {
    const block = fc
      .tuple(v4, fc.integer({ min: 20, max: 32 }))
      .map(([one, prefix]) => blockOf({ ...one, value: one.value % 8192n }, prefix));
    fc.assert(
      fc.property(block, block, (a, b) => {
        const wider = a.prefix <= b.prefix ? a : b;
        const narrower = wider === a ? b : a;
        expect(overlaps(a, b)).toBe(contains(wider, { family: 4, value: narrower.first }));
        expect(overlaps(b, a)).toBe(overlaps(a, b));
      }),
    );
  });
});
