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
