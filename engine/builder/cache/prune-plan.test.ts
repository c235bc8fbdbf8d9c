import { describe, expect, it } from 'vitest';
import type { BuildCachePruneRequest } from '../../api/types/build-cache.ts';
import { type Prunable, planPrune } from './prune-plan.ts';

const NOW = Date.parse('2026-01-02T00:00:00Z');

function part(ID: string, more: Partial<Prunable> = {}): Prunable {
  return {
    ID,
    Parents: null,
    Type: 'regular',
    Description: `RUN ${ID}`,
    InUse: false,
    Shared: false,
    Size: 100,
    CreatedAt: '2026-01-01T00:00:00Z',
    LastUsedAt: '2026-01-01T00:00:00Z',
    UsageCount: 1,
    labels: {},
    ...more,
  };
}

/** a ← b ← c, with d beside c; e is a named image's, f a running build's, m a cache mount. */
const PARTS = [
  part('a'),
  part('b', { Parents: ['a'] }),
  part('c', { Parents: ['b'], LastUsedAt: '2026-01-01T12:00:00Z', labels: { keep: 'yes' } }),
  part('d', { Parents: ['b'], LastUsedAt: '2026-01-01T06:00:00Z' }),
  part('e', { Shared: true }),
  part('f', { InUse: true }),
  part('m', { Type: 'exec.cachemount', Size: 1000, LastUsedAt: '2026-01-01T23:00:00Z' }),
];

function planned(request: Partial<BuildCachePruneRequest>, diskFree = 0): string {
  const none = { all: false, filters: new Map(), maxUsedSpace: 0, reservedSpace: 0, minFreeSpace: 0 };
  return planPrune(PARTS, { ...none, ...request }, { now: NOW, diskFree })
    .map(({ ID }) => ID)
    .join('');
}

function filtered(key: string, ...values: readonly string[]): string {
  return planned({ filters: new Map([[key, values]]) });
}

describe('pruning the build cache', () => {
  it('takes what nobody needs, what stands on something before it', () => {
    expect(planned({})).toBe('dcbam');
    expect(planned({ all: true })).toBe('edcbam');
  });

  it('ends when what stays is small enough', () => {
    expect(planned({ maxUsedSpace: 1300 })).toBe('dc');
    expect(planned({ maxUsedSpace: 100, reservedSpace: 1400 })).toBe('d');
    expect(planned({ maxUsedSpace: 5000 })).toBe('');
    expect(planned({ reservedSpace: 1350 })).toBe('dc');
    expect(planned({ minFreeSpace: 500 }, 400)).toBe('d');
    expect(planned({ minFreeSpace: 500 }, 600)).toBe('');
  });

  it('obeys filters, and keeps what something else stands on', () => {
    expect(filtered('until', '10h')).toBe('dcba');
    expect(filtered('until', '13h')).toBe('d');
    expect(filtered('id', 'm')).toBe('m');
    expect(filtered('id', 'a')).toBe('');
    expect(filtered('type', 'exec.cachemount')).toBe('m');
    expect(filtered('label', 'keep=yes')).toBe('c');
    expect(filtered('label!', 'keep')).toBe('dm');
    expect(filtered('parent', 'b')).toBe('dc');
    expect(filtered('description', 'RUN d')).toBe('d');
    expect(filtered('inuse', 'true')).toBe('');
    expect(filtered('private', 'true')).toBe('dcbam');
  });

  it('refuses filters that Docker does not know', () => {
    expect(() => filtered('nonsense', 'x')).toThrow("invalid filter 'nonsense'");
    expect(() => filtered('until', '1h', '2h')).toThrow('more than one value');
  });
});
