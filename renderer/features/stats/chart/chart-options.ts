import uPlot from 'uplot';
import type { HistoryEvent } from '../../../../engine/api/types/recorder.ts';
import { eventWords } from '../event-words.ts';
import type { ChartSpec } from './chart-spec.ts';
import { themeColor } from './theme-color.ts';

/** What changes while a chart stands. */
export interface ChartState {
  readonly from: number;
  readonly to: number;
  readonly highest: number;
  readonly events: readonly HistoryEvent[];
}

const CURSOR = uPlot.sync('container-stats');
const FONT = '11px system-ui, sans-serif';
const AXIS_WIDTH = 62;
const DAY = 86_400;

const EVENT_COLORS = { ok: '--ok', bad: '--bad', warn: '--warn', busy: '--accent', idle: '--ink-3' } as const;

export function chartOptions(
  spec: ChartSpec,
  element: HTMLElement,
  state: () => ChartState,
  onCursor: (index: number | undefined) => void,
): uPlot.Options {
  const color = (token: string, alpha?: number) => () => themeColor(element, token, alpha);
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { sync: { key: CURSOR.key }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: { time: true, range: () => [state().from, state().to] },
      y: { range: () => [0, state().highest] },
    },
    axes: [
      {
        font: FONT,
        size: 26,
        space: 84,
        stroke: color('--ink-3'),
        grid: { show: false },
        ticks: { stroke: color('--line-strong'), width: 1, size: 4 },
        values: (chart, splits) => timeLabels(chart, splits),
      },
      {
        font: FONT,
        size: AXIS_WIDTH,
        space: 30,
        stroke: color('--ink-3'),
        grid: { stroke: color('--line'), width: 1 },
        ticks: { show: false },
        values: (_chart, splits) => splits.map((value) => spec.format(value)),
      },
    ],
    series: [
      {},
      ...spec.lines.flatMap((line): uPlot.Series[] => [
        { show: line.limit !== true, stroke: color(line.color, 0.3), width: 1, points: { show: false } },
        {
          stroke: color(line.color),
          width: 1.5,
          ...(line.dashed === true ? { dash: [5, 3] } : {}),
          points: { show: isLonely, size: 4, fill: color(line.color) },
        },
      ]),
    ],
    bands: spec.lines.flatMap((line, index) =>
      line.limit === true
        ? []
        : [{ series: [index * 2 + 1, index * 2 + 2] as [number, number], fill: color(line.color, 0.18) }],
    ),
    hooks: {
      draw: [(chart) => drawEvents(chart, element, state())],
      setCursor: [({ cursor }) => onCursor(cursor.idx ?? undefined)],
    },
  };
}

/** A value between two gaps makes no line, so it is a point. */
function isLonely(chart: uPlot, series: number): boolean {
  const values = chart.data[series] ?? [];
  return values.some(
    (value, index) => value != null && values[index - 1] == null && values[index + 1] == null,
  );
}

function drawEvents(chart: uPlot, element: HTMLElement, { events, from, to }: ChartState): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
  for (const event of events) {
    const time = event.time / 1000;
    if (time < from || time > to) continue;
    const x = Math.round(chart.valToPos(time, 'x', true));
    ctx.strokeStyle = ctx.fillStyle = themeColor(element, EVENT_COLORS[eventWords(event).tone]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, bbox.top + 3 * devicePixelRatio, 3 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DATE = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric' });

function timeLabels({ scales }: uPlot, splits: readonly number[]): string[] {
  const { min = 0, max = 0 } = scales['x'] ?? {};
  const format = (max ?? 0) - (min ?? 0) > 2 * DAY ? DATE : CLOCK;
  return splits.map((time) => format.format(time * 1000));
}
