import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerStats } from '../../../engine/api/types/container.ts';
import type { ContainerHistory, Usage, UsageMetric } from '../../../engine/api/types/recorder.ts';
import { highest, valueAt } from './chart/chart-data.ts';
import { CHARTS } from './chart/chart-spec.ts';
import { liveSample } from './live-sample.ts';
import { processRows, sortedProcesses, turned } from './processes/process-rows.ts';
import { hasValues, timelineOf } from './timeline.ts';

const METRICS: readonly UsageMetric[] = [
  'cpu',
  'memory',
  'memoryLimit',
  'received',
  'sent',
  'read',
  'written',
  'processes',
];

function message(seconds: number, change: Partial<ContainerStats> = {}): ContainerStats {
  const cpu = {
    cpu_usage: { total_usage: seconds * 5e8, usage_in_kernelmode: 0, usage_in_usermode: 0 },
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  };
  return {
    id: 'c1',
    name: '/c1',
    read: new Date(1_800_000_000_000 + seconds * 1000).toISOString(),
    preread: '',
    pids_stats: { current: 3 },
    blkio_stats: {
      io_service_bytes_recursive: [
        { major: 8, minor: 0, op: 'Read', value: 100 * seconds },
        { major: 8, minor: 0, op: 'write', value: 7 * seconds },
        { major: 8, minor: 0, op: 'Total', value: 999 },
      ],
    },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpu,
    precpu_stats: cpu,
    memory_stats: { usage: 1000, stats: { inactive_file: 300 } },
    ...change,
  };
}

describe('a live sample', () => {
  it('tells what was used between two messages', () => {
    expect(liveSample(message(1), message(3), 64)?.usage).toEqual({
      cpu: 0.5,
      memory: 700,
      memoryLimit: 64,
      received: null,
      sent: null,
      read: 100,
      written: 7,
      processes: 3,
    });
  });

  it('is none across a restart, and none of a container that does not run', () => {
    expect(liveSample(message(9), message(1), null)).toBeUndefined();
    expect(liveSample(message(1), message(2, { memory_stats: {} }), null)).toBeUndefined();
    expect(liveSample(message(1), message(1), null)).toBeUndefined();
  });
});

const usage = (cpu: number): Usage => ({
  ...(Object.fromEntries(METRICS.map((metric) => [metric, 1])) as Usage),
  cpu,
});

function historyOf(cpus: readonly (number | null)[], step = 10_000): ContainerHistory {
  return {
    from: 0,
    to: cpus.length * step,
    step,
    times: cpus.map((_, index) => index * step),
    events: [],
    series: Object.fromEntries(
      METRICS.map((metric) => [metric, { average: cpus, max: cpus }]),
    ) as ContainerHistory['series'],
  };
}

describe('the timeline', () => {
  it('has what was recorded, its gaps, and the live samples at its end', () => {
    const live = [
      { time: 52_000, usage: usage(9) },
      { time: 53_000, usage: usage(8) },
      { time: 63_000, usage: usage(7) },
    ];
    const { times, series } = timelineOf(historyOf([1, null, 3, 4, 5, null]), live, {
      ms: 60_000,
      to: 63_000,
    });
    expect(series.cpu.average).toEqual([1, null, 3, 4, 5, 9, 8, null, 7]);
    expect(times).toEqual([5, 15, 25, 35, 45, 52, 53, 62.999, 63]);
  });

  it('begins where the span begins, and is empty when nothing is known', () => {
    const timeline = timelineOf(historyOf([1, 2, 3, 4, 5, 6]), [], { ms: 30_000, to: 60_000 });
    expect(timeline.series.cpu.average).toEqual([4, 5, 6]);
    expect(hasValues(timeline)).toBe(true);
    expect(hasValues(timelineOf(historyOf([null, null]), [], { ms: 30_000, to: 60_000 }))).toBe(false);
    expect(hasValues(timelineOf(null, [], { ms: 30_000, to: 60_000 }))).toBe(false);
  });

  it('has times that only go up, whatever meets', () => {
    const cpus = fc.array(fc.option(fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 30 });
    const times = fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(cpus, times, (recorded, pauses) => {
        let time = 100_000;
        const live = pauses.map((pause) => ({ time: (time += pause), usage: usage(1) }));
        const timeline = timelineOf(historyOf(recorded), live, { ms: 1_000_000, to: time });
        expect(timeline.times).toEqual([...timeline.times].sort((a, b) => a - b));
        expect(timeline.series.cpu.average).toHaveLength(timeline.times.length);
      }),
    );
  });
});

describe('a chart', () => {
  const [cpu] = CHARTS;

  it('ends above its highest value, and says the newest value or that at the cursor', () => {
    const timeline = timelineOf(historyOf([1, 2, null]), [], { ms: 60_000, to: 60_000 });
    expect(cpu === undefined ? 0 : highest(cpu, timeline)).toBeCloseTo(2.4);
    expect(valueAt([1, 2, null], undefined)).toBe(2);
    expect(valueAt([1, 2, null], 0)).toBe(1);
    expect(valueAt([1, 2, null], 2)).toBeNull();
  });
});

describe('processes', () => {
  const rows = processRows({
    Titles: ['PID', 'USER', '%CPU', 'RSS', 'ELAPSED', 'COMMAND'],
    Processes: [
      ['7', 'root', '0.0', '4', '00:01', 'sleep 5'],
      ['12', 'www', '9.5', '2', '1-00:00:01', 'httpd -f'],
      ['3', 'root', '9.5', '1', '00:01', 'sh'],
    ],
  });
  const pids = (sorted: readonly { readonly pid: number }[]) => sorted.map(({ pid }) => pid);

  it('are read from what ps tells', () => {
    expect(rows[1]).toEqual({
      pid: 12,
      user: 'www',
      cpu: 9.5,
      memory: 2048,
      elapsed: '1-00:00:01',
      command: 'httpd -f',
    });
  });

  it('are sorted by numbers as numbers, equal ones by pid, figures from the highest', () => {
    expect(pids(sortedProcesses(rows, { key: 'pid', descending: false }))).toEqual([3, 7, 12]);
    const byCpu = turned({ key: 'pid', descending: false }, 'cpu');
    expect(pids(sortedProcesses(rows, byCpu))).toEqual([3, 12, 7]);
    expect(turned(byCpu, 'cpu')).toEqual({ key: 'cpu', descending: false });
  });
});
