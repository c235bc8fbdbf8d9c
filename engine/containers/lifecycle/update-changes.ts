import type { HostConfig, RestartPolicy } from '../../api/types/container.ts';

/** The limits that a container can get later; everything else is decided when it is made. */
const CHANGEABLE = [
  'BlkioWeight',
  'CpuPeriod',
  'CpuQuota',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpuShares',
  'CpusetCpus',
  'CpusetMems',
  'Memory',
  'MemoryReservation',
  'MemorySwap',
  'NanoCpus',
  'PidsLimit',
] as const satisfies readonly (keyof HostConfig)[];

/** What an update says: 0 and the empty text say nothing, except for the number of processes, where they mean no limit. */
export function changesOf(asked: HostConfig): {
  readonly limits: Partial<HostConfig>;
  readonly policy: RestartPolicy | undefined;
} {
  const limits = Object.fromEntries(
    CHANGEABLE.flatMap((key): [string, string | number][] => {
      const value = asked[key];
      if (value === undefined || value === null) return [];
      if (key === 'PidsLimit') return [[key, Math.max(0, Number(value))]];
      return value === 0 || value === '' ? [] : [[key, value]];
    }),
  );
  return { limits, policy: asked.RestartPolicy?.Name ? asked.RestartPolicy : undefined };
}

/** Why an update does not go with what the container has, in Docker's words; undefined when it does. */
export function conflictWith(host: HostConfig, asked: HostConfig): string | undefined {
  const set = (value: number | undefined) => (value ?? 0) > 0;
  const rules: readonly (readonly [broken: boolean, why: string])[] = [
    [
      set(asked.NanoCpus) && set(host.CpuPeriod),
      'Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set',
    ],
    [
      set(asked.NanoCpus) && set(host.CpuQuota),
      'Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set',
    ],
    [
      set(asked.CpuPeriod) && set(host.NanoCpus),
      'Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set',
    ],
    [
      set(asked.CpuQuota) && set(host.NanoCpus),
      'Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set',
    ],
    [
      (asked.Memory ?? 0) !== 0 &&
        (asked.MemorySwap ?? 0) === 0 &&
        (asked.Memory ?? 0) > (host.MemorySwap ?? 0),
      'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
    ],
    [
      host.AutoRemove === true && !['', 'no'].includes(asked.RestartPolicy?.Name ?? ''),
      'Restart policy cannot be updated because AutoRemove is enabled for the container',
    ],
  ];
  return rules.find(([broken]) => broken)?.[1];
}

/** A sentence for each option in the request that cannot be changed any more; empty ones are what clients send anyway. */
export function discarded(request: HostConfig): string[] {
  const known = new Set<string>([...CHANGEABLE, 'RestartPolicy', ...WARNED_OF]);
  return Object.entries(request)
    .filter(([key, value]) => !known.has(key) && !isEmpty(value))
    .map(([key]) => `${key} cannot be changed after a container is made. ${key} discarded.`);
}

/** Told of by those who look at limits. */
const WARNED_OF = ['KernelMemory', 'KernelMemoryTCP', 'CpuPercent', 'CpuCount'];

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
