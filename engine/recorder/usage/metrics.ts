import type { UsageMetric } from '../../api/types/recorder.ts';

/** In the order in which they stand in a ring file. */
export const METRICS = [
  'cpu',
  'memory',
  'memoryLimit',
  'received',
  'sent',
  'read',
  'written',
  'processes',
] as const satisfies readonly UsageMetric[];

/** A number for each of `METRICS`; NaN where there is nothing to tell. */
export type Values = readonly number[];

/** A value as it is sent: null for what is not known, and no more digits than a screen shows. */
export function shown(value: number | undefined): number | null {
  if (value === undefined || Number.isNaN(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}
