import { describe, expect, it } from 'vitest';
import { changesOf, conflictWith, discarded } from './update-changes.ts';

describe('an update', () => {
  it('says nothing with zeros and empty texts, which clients send for what is not asked', () => {
    const request = { Memory: 0, CpusetCpus: '', Devices: null, Privileged: false, RestartPolicy: {} };
    expect(changesOf(request)).toEqual({ limits: {}, policy: undefined });
    expect(discarded(request)).toEqual([]);
  });

  it('takes the limit of processes away with 0 and -1', () => {
    expect(changesOf({ PidsLimit: 0 }).limits).toEqual({ PidsLimit: 0 });
    expect(changesOf({ PidsLimit: -1 }).limits).toEqual({ PidsLimit: 0 });
  });

  it('names what cannot be changed', () => {
    expect(discarded({ Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }], Memory: 7e6 })).toEqual([
      'Ulimits cannot be changed after a container is made. Ulimits discarded.',
    ]);
  });

  it.each([
    [{ MemorySwap: 40e6 }, { Memory: 60e6 }, /smaller than already set memoryswap limit/],
    [{}, { Memory: 60e6 }, /smaller than already set memoryswap limit/],
    [{ NanoCpus: 1e9 }, { CpuQuota: 20_000 }, /CPU Quota cannot be updated as NanoCPUs/],
    [{ CpuPeriod: 1000 }, { NanoCpus: 1e9 }, /Nano CPUs cannot be updated as CPU Period/],
    [{ AutoRemove: true }, { RestartPolicy: { Name: 'always' } }, /because AutoRemove is enabled/],
  ] as const)('of a container with %j may not be %j', (host, asked, why) => {
    expect(conflictWith(host, asked)).toMatch(why);
  });

  it('may change memory and swap together, or memory below the swap limit', () => {
    expect(conflictWith({}, { Memory: 60e6, MemorySwap: -1 })).toBeUndefined();
    expect(conflictWith({ MemorySwap: 80e6 }, { Memory: 60e6 })).toBeUndefined();
  });
});
