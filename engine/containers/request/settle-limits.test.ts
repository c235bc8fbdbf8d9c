import { describe, expect, it } from 'vitest';
import type { HostConfig } from '../../api/types/container.ts';
import { type CgroupFeatures, featuresOf } from '../../runtime/cgroup/features.ts';
import { settleLimits } from './settle-limits.ts';

const rest = { swap: true, cpus: '0-1', mems: '0' };
const all: CgroupFeatures = {
  ...featuresOf(true, new Set(['memory', 'cpu', 'cpuset', 'io', 'pids']), new Set(), rest),
  memorySwappiness: true,
  oomKillDisable: true,
};
const nothing = featuresOf(true, new Set(), new Set(), { ...rest, swap: false });

describe('settleLimits', () => {
  it('leaves alone what the kernel keeps', () => {
    const asked = { Memory: 64e6, MemorySwap: 128e6, NanoCpus: 5e8, CpusetCpus: '0-1', PidsLimit: 5 };
    expect(settleLimits(asked, all)).toEqual({ host: asked, warnings: [] });
  });

  it('discards what it does not keep, with a warning for each', () => {
    const asked = {
      Memory: 64e6,
      CpuShares: 5,
      PidsLimit: 5,
      CpusetCpus: '0',
      OomKillDisable: true,
      Init: true,
    };
    const { host, warnings } = settleLimits(asked, nothing);
    expect(host).toEqual({ Init: true });
    expect(warnings).toHaveLength(5);
    expect(warnings[0]).toBe(
      'Your kernel does not support memory limit capabilities or the cgroup is not mounted. Limitation discarded.',
    );
  });

  it('says nothing of what asked for nothing', () => {
    expect(
      settleLimits({ OomKillDisable: false, PidsLimit: -1, MemorySwappiness: -1 }, nothing).warnings,
    ).toEqual([]);
  });

  it('limits memory without swap where swap is not counted', () => {
    const { host, warnings } = settleLimits<HostConfig>({ Memory: 64e6 }, { ...all, swap: false });
    expect(host.MemorySwap).toBe(-1);
    expect(warnings[0]).toContain('Memory limited without swap');
  });

  it.each([
    [{ Memory: 1 }, 'Minimum memory limit allowed is 6MB'],
    [{ MemorySwap: 64e6 }, 'You should always set the Memory limit when using Memoryswap limit, see usage'],
    [
      { Memory: 64e6, MemorySwap: 32e6 },
      'Minimum memoryswap limit should be larger than memory limit, see usage',
    ],
    [{ MemorySwappiness: 101 }, 'Invalid value: 101, valid memory swappiness range is 0-100'],
    [{ NanoCpus: 3e9 }, 'Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available'],
    [{ NanoCpus: 1e9, CpuQuota: 1000 }, 'Conflicting options: Nano CPUs and CPU Quota cannot both be set'],
    [{ CpusetCpus: '0-9' }, 'Requested CPUs are not available - requested 0-9, available: 0-1'],
    [{ CpusetMems: 'x' }, 'Invalid value x for cpuset mems: invalid format: x'],
    [{ CpuShares: 1 }, 'the minimum allowed cpu-shares is 2'],
    [{ CpuRealtimeRuntime: 5 }, 'kernel does not support CPU real-time scheduler'],
  ] as const)('refuses %j in the words of Docker', (asked, message) => {
    expect(() => settleLimits(asked, all)).toThrow(message);
  });

  it('lets an update say swap alone', () => {
    expect(() => settleLimits({ MemorySwap: 64e6 }, all, 'update')).not.toThrow();
  });
});
