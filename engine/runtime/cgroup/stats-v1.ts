import { counters, limit, single } from './counters.ts';
import type { BlockIoUse, CgroupStats } from './stats.ts';

/** What `v1Stats` reads, by controller (kernel documentation, admin-guide/cgroup-v1). */
export const V1_FILES = [
  ['cpuacct', 'cpuacct.usage'],
  ['cpuacct', 'cpuacct.usage_percpu'],
  ['cpuacct', 'cpuacct.stat'],
  ['cpu', 'cpu.stat'],
  ['cpu', 'cpu.cfs_quota_us'],
  ['cpu', 'cpu.cfs_period_us'],
  ['memory', 'memory.usage_in_bytes'],
  ['memory', 'memory.max_usage_in_bytes'],
  ['memory', 'memory.limit_in_bytes'],
  ['memory', 'memory.failcnt'],
  ['memory', 'memory.oom_control'],
  ['memory', 'memory.stat'],
  ['pids', 'pids.current'],
  ['pids', 'pids.max'],
  ['blkio', 'blkio.throttle.io_service_bytes_recursive'],
  ['blkio', 'blkio.throttle.io_serviced_recursive'],
] as const;

/** Nanoseconds of one tick of cpuacct.stat; USER_HZ is 100 on every architecture that Node runs on. */
const TICK = 1e7;

/** Puts the files of v1 (and hybrid) together. */
export function v1Stats(text: (file: string) => string): CgroupStats {
  const ticks = counters(text('cpuacct.stat'));
  const cpu = counters(text('cpu.stat'));
  const quota = limit(text('cpu.cfs_quota_us'));
  return {
    cpu: {
      total: single(text('cpuacct.usage')),
      user: (ticks['user'] ?? 0) * TICK,
      kernel: (ticks['system'] ?? 0) * TICK,
      perCpu: text('cpuacct.usage_percpu').trim().split(' ').filter(Boolean).map(Number),
      limit: quota === undefined ? undefined : quota / (single(text('cpu.cfs_period_us')) || 100_000),
      throttling: {
        periods: cpu['nr_periods'] ?? 0,
        throttledPeriods: cpu['nr_throttled'] ?? 0,
        throttledTime: cpu['throttled_time'] ?? 0,
      },
    },
    memory: {
      usage: single(text('memory.usage_in_bytes')),
      maxUsage: single(text('memory.max_usage_in_bytes')),
      limit: limit(text('memory.limit_in_bytes')),
      failures: single(text('memory.failcnt')),
      oomKills: counters(text('memory.oom_control'))['oom_kill'] ?? 0,
      stat: counters(text('memory.stat')),
    },
    pids: { current: single(text('pids.current')), limit: limit(text('pids.max')) },
    blockIo: {
      bytes: blkio(text('blkio.throttle.io_service_bytes_recursive')),
      operations: blkio(text('blkio.throttle.io_serviced_recursive')),
    },
  };
}

/** Lines of `8:0 Read 4096`, and a last one with the sum of all. */
function blkio(text: string): BlockIoUse[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\d+):(\d+) (\w+) (\d+)$/.exec(line);
    if (match === null) return [];
    const [, major, minor, op = '', value] = match;
    return [{ major: Number(major), minor: Number(minor), op: op.toLowerCase(), value: Number(value) }];
  });
}
