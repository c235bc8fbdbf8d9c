import { totalmem } from 'node:os';
import type { ContainerStats, CpuStats } from '../../api/types/container.ts';
import type { CgroupStats } from '../../runtime/cgroup/stats.ts';
import type { SystemCpu } from '../proc-stats.ts';

/** The part of a stats message that comes from the cgroup. */
export interface UsageView {
  readonly cpu: CpuStats;
  readonly rest: Pick<ContainerStats, 'pids_stats' | 'blkio_stats' | 'memory_stats' | 'num_procs'>;
}

/** What a cgroup uses in Docker's words. A container without a memory limit shows the machine's memory as its limit. */
export function usageView(cgroup: CgroupStats, system: SystemCpu): UsageView {
  const { cpu, memory, pids } = cgroup;
  return {
    cpu: {
      cpu_usage: {
        total_usage: cpu.total,
        usage_in_kernelmode: cpu.kernel,
        usage_in_usermode: cpu.user,
        ...(cpu.perCpu === undefined ? {} : { percpu_usage: cpu.perCpu }),
      },
      system_cpu_usage: system.total,
      online_cpus: system.processors,
      throttling_data: {
        periods: cpu.throttling.periods,
        throttled_periods: cpu.throttling.throttledPeriods,
        throttled_time: cpu.throttling.throttledTime,
      },
    },
    rest: {
      pids_stats: { current: pids.current, ...(pids.limit === undefined ? {} : { limit: pids.limit }) },
      blkio_stats: {
        io_service_bytes_recursive: cgroup.blockIo.bytes.map(({ major, minor, op, value }) => ({
          major,
          minor,
          op,
          value,
        })),
      },
      memory_stats: {
        usage: memory.usage,
        ...(memory.maxUsage === undefined ? {} : { max_usage: memory.maxUsage }),
        stats: memory.stat,
        failcnt: memory.failures,
        limit: Math.min(memory.limit ?? Number.POSITIVE_INFINITY, totalmem()),
      },
      num_procs: 0,
    },
  };
}

/** A container that does not run uses nothing. */
export const NO_USAGE: UsageView = {
  cpu: {
    cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  rest: { pids_stats: {}, blkio_stats: { io_service_bytes_recursive: null }, memory_stats: {}, num_procs: 0 },
};
