import 'uplot/dist/uPlot.min.css';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { HistoryEvent } from '../../../../engine/api/types/recorder.ts';
import type { Timeline } from '../timeline.ts';
import { chartData, highest, valueAt } from './chart-data.ts';
import { chartOptions } from './chart-options.ts';
import type { ChartSpec } from './chart-spec.ts';
import { onThemeChange } from './theme-color.ts';

interface TimeChartProps {
  readonly spec: ChartSpec;
  readonly timeline: Timeline;
  readonly events: readonly HistoryEvent[];
  /** Said by those who cannot see the picture. */
  readonly span: string;
  /** The time at the cursor, in seconds since the epoch. */
  readonly onCursor: (time: number | undefined) => void;
}

/** Lines over time. The cursor is shared by all charts of the page. */
export function TimeChart({ spec, timeline, events, span, onCursor }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const [index, setIndex] = useState<number>();
  const data = useMemo(() => chartData(spec, timeline), [spec, timeline]);
  const stateNow = useEffectEvent(() => ({
    from: timeline.from,
    to: timeline.to,
    highest: highest(spec, timeline),
    events,
  }));
  const follow = useEffectEvent((at: number | undefined) => {
    setIndex(at);
    onCursor(at === undefined ? undefined : timeline.times[at]);
  });
  const newestData = useEffectEvent(() => data);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const made = new uPlot(
      chartOptions(
        spec,
        element,
        () => stateNow(),
        (at) => follow(at),
      ),
      newestData(),
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    const forget = onThemeChange(() => made.redraw(false));
    return () => {
      observer.disconnect();
      forget();
      made.destroy();
      chart.current = undefined;
    };
  }, [spec]);

  useEffect(() => chart.current?.setData(data), [data, events]);

  const shown = spec.lines.map((line) => {
    const { average, max } = timeline.series[line.metric];
    return { ...line, value: valueAt(average, index), max: valueAt(max, index) };
  });
  const words = shown
    .map(({ label, value }) => `${label} ${value === null ? 'not known' : spec.format(value)}`)
    .join(', ');
  return (
    <figure
      aria-label={spec.title}
      className="min-w-0 rounded-lg border border-line bg-raised px-3 pt-2.5 pb-1"
    >
      <figcaption className="flex h-5 items-baseline gap-x-4 overflow-hidden pr-1 pl-1">
        <h3 className="mr-auto text-sm font-semibold text-ink">{spec.title}</h3>
        {shown.map(({ label, color, dashed, limit, value, max }) =>
          limit === true && value === null ? null : (
            <span key={label} className="flex items-baseline gap-1.5 text-xs whitespace-nowrap text-ink-2">
              <span
                aria-hidden
                className="w-3 self-center border-t-2"
                style={{ borderColor: `var(${color})`, borderStyle: dashed === true ? 'dashed' : 'solid' }}
              />
              {spec.lines.length === 1 ? null : `${label} `}
              <span className="font-medium text-ink tabular-nums">
                {value === null ? '–' : spec.format(value)}
              </span>
              {index === undefined || value === null || max === null || max <= value * 1.01 ? null : (
                <span className="text-ink-3 tabular-nums">up to {spec.format(max)}</span>
              )}
            </span>
          ),
        )}
      </figcaption>
      <div ref={frame} role="img" aria-label={`${spec.title} in ${span}: ${words}`} className="h-36 w-full" />
    </figure>
  );
}
