import { describe, expect, it } from 'vitest';
import { rlimitsOf } from './rlimits.ts';

const host = { capabilities: [] as string[], rlimits: { RLIMIT_NOFILE: { soft: 1024, hard: 4096 } } };
const UNLIMITED = 2n ** 64n - 1n;

describe('rlimitsOf', () => {
  it('names them as the specification does', () => {
    expect(rlimitsOf([{ name: 'nofile', soft: 10, hard: 20 }], host)).toEqual([
      { type: 'RLIMIT_NOFILE', soft: 10n, hard: 20n },
    ]);
  });

  it('clamps to the present hard limit when it may not be raised', () => {
    expect(rlimitsOf([{ name: 'nofile', soft: 9000, hard: 9000 }], host)).toEqual([
      { type: 'RLIMIT_NOFILE', soft: 4096n, hard: 4096n },
    ]);
    expect(rlimitsOf([{ name: 'nofile', soft: -1, hard: -1 }], host)[0]?.hard).toBe(4096n);
  });

  it('does not clamp when it may', () => {
    const able = { ...host, capabilities: ['CAP_SYS_RESOURCE'] };
    expect(rlimitsOf([{ name: 'nofile', soft: 9000, hard: -1 }], able)).toEqual([
      { type: 'RLIMIT_NOFILE', soft: 9000n, hard: UNLIMITED },
    ]);
  });

  it('knows no limit as the kernel does', () => {
    expect(rlimitsOf([{ name: 'core', soft: -1, hard: -1 }], host)).toEqual([
      { type: 'RLIMIT_CORE', soft: UNLIMITED, hard: UNLIMITED },
    ]);
  });

  it('refuses an unknown name, and a soft limit above the hard one', () => {
    expect(() => rlimitsOf([{ name: 'wings', soft: 1, hard: 1 }], host)).toThrow(
      'invalid ulimit type: wings',
    );
    expect(() => rlimitsOf([{ name: 'nofile', soft: 2, hard: 1 }], host)).toThrow('2 > 1');
  });
});
