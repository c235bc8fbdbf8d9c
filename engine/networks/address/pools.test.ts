import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, cidrOf, formatCidr, overlaps } from './cidr.ts';
import { chooseSubnet } from './pools.ts';

const INSTANCE = '1a2b3c4d';

describe('subnets from the pools', () => {
  it('are those of Docker, one after the other', () => {
    expect(formatCidr(chooseSubnet(4, INSTANCE, []))).toBe('172.17.0.0/16');
    expect(formatCidr(chooseSubnet(4, INSTANCE, [cidrOf('172.16.0.0/12')]))).toBe('192.168.0.0/20');
    expect(formatCidr(chooseSubnet(4, INSTANCE, [cidrOf('172.17.5.0/24')]))).toBe('172.18.0.0/16');
  });

  it('are unique local ones of IPv6, the same block for one instance and another for the next', () => {
    const own = formatCidr(chooseSubnet(6, INSTANCE, []));
    expect(own).toMatch(/^fd[0-9a-f]{2}:[0-9a-f]+:[0-9a-f]+::\/64$/);
    expect(formatCidr(chooseSubnet(6, INSTANCE, []))).toBe(own);
    expect(formatCidr(chooseSubnet(6, '00000000', []))).not.toBe(own);
  });

  it('meet nothing that is taken, and are used up when all is', () => {
    const taken = fc.array(
      fc
        .tuple(fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.integer({ min: 12, max: 30 }))
        .map(([second, third, prefix]) => cidrOf(`172.${second}.${third}.0/${prefix}`)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(taken, (others) => {
        const chosen = chooseSubnet(4, INSTANCE, others);
        expect(others.some((other) => overlaps(other, chosen))).toBe(false);
      }),
    );
    const all: Cidr[] = [];
    for (let count = 0; count < 31; count++) all.push(chooseSubnet(4, INSTANCE, all));
    expect(() => chooseSubnet(4, INSTANCE, all)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        message: expect.stringMatching(/^all predefined address pools/),
      }),
    );
  });
});
