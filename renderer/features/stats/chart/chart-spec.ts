import { formatBytes } from '../../../ui/format-bytes.ts';
import { formatCpu } from '../../../ui/format-cpu.ts';
import { formatCount, formatRate } from '../format-usage.ts';
import type { Timeline } from '../timeline.ts';

/** One line of a chart; `color` is a token of the theme. */
export interface LineSpec {
  readonly label: string;
  readonly metric: keyof Timeline['series'];
  readonly color: string;
  readonly dashed?: boolean;
  /** A limit is no use: it has no area and no maximum. */
  readonly limit?: boolean;
}

export interface ChartSpec {
  readonly title: string;
  readonly lines: readonly LineSpec[];
  readonly format: (value: number) => string;
  /** The highest value of the axis is not below this. */
  readonly floor: number;
}

export const CHARTS: readonly ChartSpec[] = [
  {
    title: 'CPU',
    lines: [{ label: 'Used', metric: 'cpu', color: '--accent' }],
    format: formatCpu,
    floor: 0.05,
  },
  {
    title: 'Memory',
    lines: [
      { label: 'Used', metric: 'memory', color: '--ansi-5' },
      { label: 'Limit', metric: 'memoryLimit', color: '--bad', dashed: true, limit: true },
    ],
    format: formatBytes,
    floor: 1_000_000,
  },
  {
    title: 'Network',
    lines: [
      { label: 'Received', metric: 'received', color: '--ansi-6' },
      { label: 'Sent', metric: 'sent', color: '--warn', dashed: true },
    ],
    format: formatRate,
    floor: 1000,
  },
  {
    title: 'Disk',
    lines: [
      { label: 'Read', metric: 'read', color: '--ansi-6' },
      { label: 'Written', metric: 'written', color: '--warn', dashed: true },
    ],
    format: formatRate,
    floor: 1000,
  },
  {
    title: 'Processes',
    lines: [{ label: 'Running', metric: 'processes', color: '--ok' }],
    format: formatCount,
    floor: 4,
  },
];
