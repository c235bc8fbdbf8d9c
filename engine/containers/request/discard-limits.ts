import type { HostConfig } from '../../api/types/container.ts';
import type { CgroupFeatures } from '../../runtime/cgroup/features.ts';

/** A limit, whether the kernel keeps it, and Docker's sentence for when it does not. */
type Limit = readonly [
  fields: readonly (keyof HostConfig)[],
  keeps: (features: CgroupFeatures) => boolean,
  warning: string,
];

const cgroup = 'or the cgroup is not mounted.';

const LIMITS: readonly Limit[] = [
  [
    ['Memory', 'MemorySwap'],
    ({ memory }) => memory,
    `Your kernel does not support memory limit capabilities ${cgroup} Limitation discarded.`,
  ],
  [
    ['MemorySwappiness'],
    ({ memorySwappiness }) => memorySwappiness,
    `Your kernel does not support memory swappiness capabilities ${cgroup} Memory swappiness discarded.`,
  ],
  [
    ['MemoryReservation'],
    ({ memoryReservation }) => memoryReservation,
    `Your kernel does not support memory soft limit capabilities ${cgroup} Limitation discarded.`,
  ],
  [
    ['OomKillDisable'],
    ({ oomKillDisable }) => oomKillDisable,
    'Your kernel does not support OomKillDisable. OomKillDisable discarded.',
  ],
  [
    ['PidsLimit'],
    ({ pids }) => pids,
    `Your kernel does not support PIDs limit capabilities ${cgroup} PIDs limit discarded.`,
  ],
  [
    ['CpuShares'],
    ({ cpuShares }) => cpuShares,
    `Your kernel does not support CPU shares ${cgroup} Shares discarded.`,
  ],
  [
    ['CpuPeriod', 'CpuQuota'],
    ({ cpuCfs }) => cpuCfs,
    'Your kernel does not support CPU CFS scheduler. CPU period/quota discarded.',
  ],
  [
    ['CpusetCpus', 'CpusetMems'],
    ({ cpuset }) => cpuset,
    `Your kernel does not support cpuset ${cgroup} Cpuset discarded.`,
  ],
  [['CpuPercent'], () => false, 'linux does not support CPU percent. Percent discarded.'],
  [['CpuCount'], () => false, 'linux does not support CPU count. Count discarded.'],
  [
    ['BlkioWeight'],
    ({ blkioWeight }) => blkioWeight,
    `Your kernel does not support Block I/O weight ${cgroup} Weight discarded.`,
  ],
  [
    ['BlkioWeightDevice'],
    ({ blkioWeightDevice }) => blkioWeightDevice,
    `Your kernel does not support Block I/O weight_device ${cgroup} Weight-device discarded.`,
  ],
  [
    ['BlkioDeviceReadBps'],
    ({ blkioReadBps }) => blkioReadBps,
    `Your kernel does not support BPS Block I/O read limit ${cgroup} Block I/O BPS read limit discarded.`,
  ],
  [
    ['BlkioDeviceWriteBps'],
    ({ blkioWriteBps }) => blkioWriteBps,
    `Your kernel does not support BPS Block I/O write limit ${cgroup} Block I/O BPS write limit discarded.`,
  ],
  [
    ['BlkioDeviceReadIOps'],
    ({ blkioReadIops }) => blkioReadIops,
    `Your kernel does not support IOPS Block read limit ${cgroup} Block I/O IOPS read limit discarded.`,
  ],
  [
    ['BlkioDeviceWriteIOps'],
    ({ blkioWriteIops }) => blkioWriteIops,
    `Your kernel does not support IOPS Block write limit ${cgroup} Block I/O IOPS write limit discarded.`,
  ],
  [
    ['KernelMemory'],
    ({ kernelMemory }) => kernelMemory,
    `Your kernel does not support kernel memory limit capabilities ${cgroup} Limitation discarded.`,
  ],
  [
    ['KernelMemoryTCP'],
    ({ kernelMemoryTcp }) => kernelMemoryTcp,
    `Your kernel does not support kernel memory TCP limit capabilities ${cgroup} Limitation discarded.`,
  ],
];

const NO_SWAP_LIMIT = `Your kernel does not support swap limit capabilities ${cgroup} Memory limited without swap.`;

/** The request without the limits that would have no effect, and a warning for each of those that said something. */
export function discardUnsupported<Limits extends HostConfig>(
  asked: Limits,
  features: CgroupFeatures,
): { host: Limits; warnings: string[] } {
  const host = Object.fromEntries(Object.entries(asked)) as Record<string, unknown>;
  const warnings: string[] = [];
  for (const [fields, keeps, warning] of LIMITS) {
    const set = fields.filter((field) => says(asked[field]));
    if (keeps(features) || set.length === 0) continue;
    for (const field of set) delete host[field];
    if (set.some((field) => limits(asked[field]))) warnings.push(warning);
  }
  if (features.memory && !features.swap && (asked.Memory ?? 0) > 0 && asked.MemorySwap !== -1) {
    host['MemorySwap'] = -1;
    warnings.push(NO_SWAP_LIMIT);
  }
  return { host: host as unknown as Limits, warnings };
}

function says(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}

/** 0, -1 and false ask for nothing, so that nothing is lost with them. */
function limits(value: unknown): boolean {
  return typeof value === 'number' ? value > 0 : value !== false;
}
