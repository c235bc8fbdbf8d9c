import type { ContainerHistory, HistorySeries, UsageMetric } from '../../../engine/api/types/recorder.ts';
import type { LiveSample } from './live-sample.ts';

/** What the charts draw. */
export interface Timeline {
  /** Seconds since the epoch, as `from` and `to`: the middle of what each point stands for. */
  readonly times: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly series: Readonly<Record<UsageMetric, HistorySeries>>;
}

const METRICS = [
  'cpu',
  'memory',
  'memoryLimit',
  'received',
  'sent',
  'read',
  'written',
  'processes',
] as const satisfies readonly UsageMetric[];

/** Live samples further apart than this have a gap between them. */
const GAP_MS = 5000;

interface Point {
  readonly time: number;
  value(metric: UsageMetric, kind: keyof HistorySeries): number | null;
}

/** The recorder's points with the live ones at their end, up to `to` (milliseconds since the epoch). */
export function timelineOf(
  history: ContainerHistory | null | undefined,
  live: readonly LiveSample[],
  span: { readonly ms: number; readonly to: number },
): Timeline {
  const begin = live[0]?.time ?? Number.POSITIVE_INFINITY;
  const points = [...recordedPoints(history, begin), ...livePoints(live)].filter(
    ({ time }) => time >= span.to - span.ms,
  );
  const of = (metric: UsageMetric): HistorySeries => ({
    average: points.map((point) => point.value(metric, 'average')),
    max: points.map((point) => point.value(metric, 'max')),
  });
  return {
    times: points.map(({ time }) => time / 1000),
    from: (span.to - span.ms) / 1000,
    to: span.to / 1000,
    series: Object.fromEntries(METRICS.map((metric) => [metric, of(metric)])) as Timeline['series'],
  };
}

/** True when there is something to draw. */
export function hasValues({ series }: Timeline): boolean {
  return series.processes.average.some((value) => value !== null);
}

function recordedPoints(history: ContainerHistory | null | undefined, before: number): Point[] {
  if (history === null || history === undefined) return [];
  const points = history.times.map((begin, index) => ({
    time: begin + history.step / 2,
    value: (metric: UsageMetric, kind: keyof HistorySeries) => history.series[metric][kind][index] ?? null,
  }));
  // The newest point has nothing in it yet, and is no gap.
  while (points.at(-1)?.value('processes', 'average') === null) points.pop();
  return points.filter(({ time }) => time < before);
}

function livePoints(live: readonly LiveSample[]): Point[] {
  return live.flatMap(({ time, usage }, index) => {
    const point: Point = { time, value: (metric) => usage[metric] };
    const before = live[index - 1]?.time ?? time;
    const gap: Point = { time: time - 1, value: () => null };
    return time - before > GAP_MS ? [gap, point] : [point];
  });
}
