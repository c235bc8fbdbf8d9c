import { describe, expect, it } from 'vitest';
import { v1Stats } from './stats-v1.ts';
import { v2Stats } from './stats-v2.ts';

const from = (files: Readonly<Record<string, string>>) => (name: string) => files[name] ?? '';

describe('v1Stats', () => {
  it('puts the files together in nanoseconds and bytes', () => {
    const stats = v1Stats(
      from({
        'cpuacct.usage': '5000000000\n',
        'cpuacct.usage_percpu': '3000000000 2000000000 \n',
        'cpuacct.stat': 'user 300\nsystem 200\n',
        'cpu.stat': 'nr_periods 10\nnr_throttled 4\nthrottled_time 123\n',
        'cpu.cfs_quota_us': '150000\n',
        'cpu.cfs_period_us': '100000\n',
        'memory.usage_in_bytes': '4096\n',
        'memory.max_usage_in_bytes': '8192\n',
        'memory.limit_in_bytes': '67108864\n',
        'memory.failcnt': '2\n',
        'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n',
        'memory.stat': 'cache 100\ntotal_inactive_file 50\n',
        'pids.current': '3\n',
        'pids.max': 'max\n',
        'blkio.throttle.io_service_bytes_recursive': '8:0 Read 4096\n8:0 Total 4096\nTotal 4096\n',
      }),
    );
    expect(stats).toEqual({
      cpu: {
        total: 5e9,
        user: 3e9,
        kernel: 2e9,
        perCpu: [3e9, 2e9],
        limit: 1.5,
        throttling: { periods: 10, throttledPeriods: 4, throttledTime: 123 },
      },
      memory: {
        usage: 4096,
        maxUsage: 8192,
        limit: 67108864,
        failures: 2,
        oomKills: 1,
        stat: { cache: 100, total_inactive_file: 50 },
      },
      pids: { current: 3, limit: undefined },
      blockIo: {
        bytes: [
          { major: 8, minor: 0, op: 'read', value: 4096 },
          { major: 8, minor: 0, op: 'total', value: 4096 },
        ],
        operations: [],
      },
    });
  });

  it("knows v1's huge number and -1 for no limit", () => {
    const stats = v1Stats(
      from({ 'memory.limit_in_bytes': '9223372036854771712\n', 'cpu.cfs_quota_us': '-1\n' }),
    );
    expect(stats.memory.limit).toBeUndefined();
    expect(stats.cpu.limit).toBeUndefined();
  });
});

describe('v2Stats', () => {
  it('puts the files together in nanoseconds and bytes', () => {
    const stats = v2Stats(
      from({
        'cpu.stat':
          'usage_usec 5000\nuser_usec 3000\nsystem_usec 2000\nnr_periods 10\nnr_throttled 4\nthrottled_usec 7\n',
        'cpu.max': '50000 100000\n',
        'memory.current': '4096\n',
        'memory.peak': '8192\n',
        'memory.max': 'max\n',
        'memory.events': 'low 0\nhigh 0\nmax 2\noom 1\noom_kill 1\n',
        'memory.stat': 'anon 100\ninactive_file 50\n',
        'pids.current': '3\n',
        'pids.max': '50\n',
        'io.stat': '8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n259:1 rbytes=7\n',
      }),
    );
    expect(stats).toEqual({
      cpu: {
        total: 5e6,
        user: 3e6,
        kernel: 2e6,
        perCpu: undefined,
        limit: 0.5,
        throttling: { periods: 10, throttledPeriods: 4, throttledTime: 7000 },
      },
      memory: {
        usage: 4096,
        maxUsage: 8192,
        limit: undefined,
        failures: 2,
        oomKills: 1,
        stat: { anon: 100, inactive_file: 50 },
      },
      pids: { current: 3, limit: 50 },
      blockIo: {
        bytes: [
          { major: 8, minor: 0, op: 'read', value: 1 },
          { major: 8, minor: 0, op: 'write', value: 2 },
          { major: 8, minor: 0, op: 'discard', value: 5 },
          { major: 259, minor: 1, op: 'read', value: 7 },
        ],
        operations: [
          { major: 8, minor: 0, op: 'read', value: 3 },
          { major: 8, minor: 0, op: 'write', value: 4 },
          { major: 8, minor: 0, op: 'discard', value: 6 },
        ],
      },
    });
  });

  it('is all zeros where controllers are missing', () => {
    expect(v2Stats(from({}))).toMatchObject({
      cpu: { total: 0, limit: undefined },
      memory: { usage: 0, maxUsage: undefined, limit: undefined, stat: {} },
      pids: { current: 0, limit: undefined },
    });
  });
});
