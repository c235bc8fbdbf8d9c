import type uPlot from 'uplot';
import type { Timeline } from '../timeline.ts';
import type { ChartSpec } from './chart-spec.ts';

/** For each line its maxima and then its averages, so that the area between the two can be filled. */
export function chartData({ lines }: ChartSpec, { times, series }: Timeline): uPlot.AlignedData {
  return [
    [...times],
    ...lines.flatMap(({ metric }) => [[...series[metric].max], [...series[metric].average]]),
  ];
}

/** Where the axis ends: a fifth above the highest value, limits included as they are. */
export function highest(spec: ChartSpec, { series }: Timeline): number {
  let top = spec.floor;
  for (const { metric, limit } of spec.lines) {
    for (const value of series[metric].max) {
      if (value !== null) top = Math.max(top, value * (limit === true ? 1.04 : 1.2));
    }
  }
  return top;
}

/** The value of a line at a point, or else the newest. */
export function valueAt(values: readonly (number | null)[], index: number | undefined): number | null {
  if (index !== undefined) return values[index] ?? null;
  return values.findLast((value) => value !== null) ?? null;
}
