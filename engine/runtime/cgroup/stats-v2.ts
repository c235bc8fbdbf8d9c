import { counters, limit, single } from './counters.ts';
import type { BlockIoUse, CgroupStats } from './stats.ts';

/** What `v2Stats` reads (kernel documentation, admin-guide/cgroup-v2). */
export const V2_FILES = [
  'cpu.stat',
  'cpu.max',
  'memory.current',
  'memory.peak',
  'memory.max',
  'memory.events',
  'memory.stat',
  'pids.current',
  'pids.max',
  'io.stat',
] as const;

/** Nanoseconds in a microsecond. */
const MICRO = 1000;

/** Puts the files of v2 together. */
export function v2Stats(text: (file: string) => string): CgroupStats {
  const cpu = counters(text('cpu.stat'));
  const events = counters(text('memory.events'));
  const [quota = '', period = ''] = text('cpu.max').trim().split(' ');
  const cpuQuota = limit(quota);
  const peak = text('memory.peak');
  return {
    cpu: {
      total: (cpu['usage_usec'] ?? 0) * MICRO,
      user: (cpu['user_usec'] ?? 0) * MICRO,
      kernel: (cpu['system_usec'] ?? 0) * MICRO,
      perCpu: undefined,
      limit: cpuQuota === undefined ? undefined : cpuQuota / (Number(period) || 100_000),
      throttling: {
        periods: cpu['nr_periods'] ?? 0,
        throttledPeriods: cpu['nr_throttled'] ?? 0,
        throttledTime: (cpu['throttled_usec'] ?? 0) * MICRO,
      },
    },
    memory: {
      usage: single(text('memory.current')),
      maxUsage: peak === '' ? undefined : single(peak),
      limit: limit(text('memory.max')),
      failures: events['max'] ?? 0,
      oomKills: events['oom_kill'] ?? 0,
      stat: counters(text('memory.stat')),
    },
    pids: { current: single(text('pids.current')), limit: limit(text('pids.max')) },
    blockIo: {
      bytes: ioStat(text('io.stat'), { rbytes: 'read', wbytes: 'write', dbytes: 'discard' }),
      operations: ioStat(text('io.stat'), { rios: 'read', wios: 'write', dios: 'discard' }),
    },
  };
}

/** Lines of `8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0`. */
function ioStat(text: string, names: Readonly<Record<string, string>>): BlockIoUse[] {
  return text.split('\n').flatMap((line) => {
    const [device = '', ...pairs] = line.split(' ');
    const [major, minor] = device.split(':').map(Number);
    if (major === undefined || minor === undefined || Number.isNaN(major + minor)) return [];
    return pairs.flatMap((pair) => {
      const [name = '', value] = pair.split('=');
      const op = names[name];
      return op === undefined ? [] : [{ major, minor, op, value: Number(value) }];
    });
  });
}
