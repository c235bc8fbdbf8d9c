import { describe, expect, it } from 'vitest';
import { featuresOf } from './features.ts';

const rest = { swap: true, cpus: '0-1', mems: '0' };

describe('featuresOf', () => {
  it('goes by the files with v1', () => {
    const found = featuresOf(
      false,
      new Set(['memory', 'cpu', 'blkio']),
      new Set(['memory.oom_control', 'cpu.shares']),
      rest,
    );
    expect(found).toMatchObject({ memory: true, oomKillDisable: true, cpuShares: true });
    expect(found).toMatchObject({ cpuCfs: false, memorySwappiness: false, blkioWeight: false, pids: false });
  });

  it('takes the weights of the BFQ scheduler for weights', () => {
    expect(featuresOf(false, new Set(['blkio']), new Set(['blkio.bfq.weight']), rest).blkioWeight).toBe(true);
  });

  it('goes by the controllers with v2, which has no swappiness and cannot do without the OOM killer', () => {
    const found = featuresOf(true, new Set(['memory', 'cpu', 'io', 'pids']), new Set(), rest);
    expect(found).toMatchObject({ memoryReservation: true, cpuCfs: true, blkioReadBps: true, pids: true });
    expect(found).toMatchObject({ oomKillDisable: false, memorySwappiness: false, cpuRealtime: false });
  });
});
