import type { ContainerHistory, HistoryEvent, HistorySeries, UsageMetric } from '../api/types/recorder.ts';
import { gathered } from './ring/gather.ts';
import { RingFile } from './ring/ring-file.ts';
import type { Slot } from './ring/slot.ts';
import { FINEST, TIERS } from './ring/tiers.ts';
import { METRICS, shown } from './usage/metrics.ts';

export interface Span {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** No more points than this. */
  readonly points: number;
}

/** What a ring file knows of a span, from the finest tier that reaches back so far. No file: nothing is known. */
export async function readHistory(
  path: string,
  span: Span,
  now: number,
  events: readonly HistoryEvent[],
): Promise<ContainerHistory> {
  const index = tierFor(span.from, now);
  const { step } = TIERS[index] ?? FINEST;
  return { ...pointsOf(await slotsIn(path, index, now), step, span), events };
}

/** A request for the last hour is a moment old when it comes, and that is no reason to tell it by minutes. */
const SLACK = 1.02;

/** The finest tier that still has what was at `from`; the coarsest when none has. */
export function tierFor(from: number, now: number): number {
  const found = TIERS.findIndex(({ step, slots }) => from >= now - step * slots * SLACK);
  return found === -1 ? TIERS.length - 1 : found;
}

/** The slots of a tier that are not from a turn of the ring ago; times that are not over are made from the samples. */
async function slotsIn(path: string, index: number, now: number): Promise<readonly Slot[]> {
  const file = await RingFile.look(path);
  if (file === undefined) return [];
  try {
    const kept = await recent(file, index, now);
    if (index === 0) return [...kept.values()];
    const { step } = TIERS[index] ?? FINEST;
    for (const [bucket, slot] of gathered([...(await recent(file, 0, now)).values()], FINEST.step, step)) {
      if (slot.count > (kept.get(bucket)?.count ?? 0)) kept.set(bucket, slot);
    }
    return [...kept.values()];
  } finally {
    await file.close();
  }
}

async function recent(file: RingFile, index: number, now: number): Promise<Map<number, Slot>> {
  const { step, slots } = TIERS[index] ?? FINEST;
  const newest = Math.floor(now / step);
  const all = await file.read(index);
  return new Map(
    all
      .filter(({ bucket }) => bucket <= newest && bucket > newest - slots)
      .map((slot) => [slot.bucket, slot]),
  );
}

/** Slots on a grid of at most `points` points, each a whole number of slots long. */
function pointsOf(
  slots: readonly Slot[],
  step: number,
  { from, to, points }: Span,
): Omit<ContainerHistory, 'events'> {
  const wide = step * Math.max(1, Math.ceil((to - from) / step / Math.max(1, points - 1)));
  const first = Math.floor(from / wide);
  const length = Math.max(1, Math.ceil(to / wide) - first);
  const byPoint = gathered(slots, step, wide);
  const grid = Array.from({ length }, (_, index) => byPoint.get(first + index));
  const series = (index: number): HistorySeries => ({
    average: grid.map((slot) => shown(slot?.average[index])),
    max: grid.map((slot) => shown(slot?.max[index])),
  });
  return {
    from,
    to,
    step: wide,
    times: grid.map((_, index) => (first + index) * wide),
    series: Object.fromEntries(METRICS.map((metric, index) => [metric, series(index)])) as Record<
      UsageMetric,
      HistorySeries
    >,
  };
}
