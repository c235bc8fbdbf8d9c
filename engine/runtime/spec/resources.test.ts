import { describe, expect, it } from 'vitest';
import type { CgroupLayout, CgroupMode } from '../cgroup/layout.ts';
import { resourcesToOci } from './resources.ts';
import type { ResourceInput } from './spec-input.ts';

const MODES = ['v1', 'hybrid', 'v2'] as const;
const layout = (mode: CgroupMode): CgroupLayout => ({
  mode,
  controllers: new Map(),
  hierarchies: [],
  unified: undefined,
  tracking: [],
});
const oci = (input: ResourceInput, mode: CgroupMode = 'v2', swapLimit = true) =>
  resourcesToOci(input, { cgroups: layout(mode), swapLimit });

describe.each(MODES)('limits on %s', (mode) => {
  it('are absent when nothing is said, so that an update changes nothing else', () => {
    expect(oci({ Memory: 0, CpuShares: 0, CpusetCpus: '', PidsLimit: null }, mode)).toEqual({});
  });

  it('give as much swap again as memory, unless told', () => {
    expect(oci({ Memory: 64 }, mode).memory).toEqual({ limit: 64, swap: 128 });
    expect(oci({ Memory: 64, MemorySwap: 64 }, mode).memory).toEqual({ limit: 64, swap: 64 });
    expect(oci({ Memory: 64, MemorySwap: -1 }, mode).memory).toEqual({ limit: 64, swap: -1 });
  });

  it('leave swap alone where the kernel does not count it', () => {
    expect(oci({ Memory: 64, MemorySwap: 100 }, mode, false).memory).toEqual({ limit: 64 });
  });

  it('count CPUs in hundred milliseconds', () => {
    expect(oci({ NanoCpus: 1.5e9 }, mode).cpu).toEqual({ quota: 150_000, period: 100_000 });
    expect(oci({ CpuQuota: 5000, CpuPeriod: 20_000, CpuShares: 512, CpusetCpus: '0-1' }, mode).cpu).toEqual({
      quota: 5000,
      period: 20_000,
      shares: 512,
      cpus: '0-1',
    });
  });

  it('lift the limit on processes with 0 and -1', () => {
    expect(oci({ PidsLimit: 10 }, mode).pids).toEqual({ limit: 10 });
    expect(oci({ PidsLimit: 0 }, mode).pids).toEqual({ limit: -1 });
    expect(oci({ PidsLimit: -1 }, mode).pids).toEqual({ limit: -1 });
  });

  it('throttle block devices', () => {
    const device = { major: 8, minor: 16, value: 1000 };
    const input = {
      BlkioWeight: 300,
      blkioReadBps: [device],
      blkioWeightDevice: [device],
      blkioWriteIops: [],
    };
    expect(oci(input, mode).blockIO).toEqual({
      weight: 300,
      throttleReadBpsDevice: [{ major: 8, minor: 16, rate: 1000 }],
      weightDevice: [{ major: 8, minor: 16, weight: 1000 }],
    });
  });
});

describe('what only v1 can do', () => {
  it.each(['v1', 'hybrid'] as const)('is asked for on %s', (mode) => {
    expect(oci({ MemorySwappiness: 0, OomKillDisable: true }, mode).memory).toEqual({
      swappiness: 0,
      disableOOMKiller: true,
    });
  });

  it('is dropped on v2', () => {
    expect(oci({ MemorySwappiness: 10, OomKillDisable: true }, 'v2')).toEqual({});
  });
});
