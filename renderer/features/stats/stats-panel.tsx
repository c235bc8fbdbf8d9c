import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { exactTime } from '../../ui/relative-time.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { CHARTS } from './chart/chart-spec.ts';
import { TimeChart } from './chart/time-chart.tsx';
import { EventList } from './event-list.tsx';
import { eventWords } from './event-words.ts';
import { historyQuery } from './queries.ts';
import { SPANS, type SpanName } from './spans.ts';
import { hasValues, timelineOf } from './timeline.ts';
import { useLiveSamples } from './use-live-samples.ts';

/** An event is said at the cursor when it is nearer than this part of the span. */
const NEAR = 1 / 120;

/** What the container uses and used, as lines over time. */
export function StatsPanel({ inspect }: { readonly inspect: ContainerInspect }) {
  const { Id: id, State, HostConfig } = inspect;
  const [name, setName] = useState<SpanName>('10m');
  const [cursor, setCursor] = useState<number>();
  const span = SPANS.find(({ value }) => value === name) ?? SPANS[0];
  const { data: history, error, refetch } = useQuery(historyQuery(id, span, State.Running));
  const limit = HostConfig.Memory === undefined || HostConfig.Memory === 0 ? null : HostConfig.Memory;
  const live = useLiveSamples(id, State.Running, limit);
  const timeline = useMemo(() => {
    const isLive = span === SPANS[0] && live.length > 0;
    const to = isLive ? (live.at(-1)?.time ?? 0) : (history?.to ?? Date.now());
    return timelineOf(history, isLive ? live : [], { ms: span.ms, to });
  }, [history, live, span]);
  const events = history?.events ?? [];
  const near = events.find(
    ({ time }) => cursor !== undefined && Math.abs(time - cursor * 1000) < span.ms * NEAR,
  );

  if (history === undefined && error !== null)
    return <LoadFailed what="The figures" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-4 px-5">
        <Segmented label="Span" value={name} options={SPANS} onChange={setName} />
        <p aria-live="off" className="min-w-0 truncate text-xs text-ink-2 tabular-nums">
          {cursor === undefined ? null : exactTime(cursor * 1000)}
          {near === undefined ? null : (
            <span className="ml-3 font-medium text-ink">{eventWords(near).text}</span>
          )}
        </p>
      </div>
      {hasValues(timeline) ? (
        <div className="@container min-h-0 flex-1 overflow-y-auto px-5 pb-5">
          <div className="grid grid-cols-1 gap-3 @3xl:grid-cols-2">
            {CHARTS.map((spec) => (
              <TimeChart
                key={spec.title}
                spec={spec}
                timeline={timeline}
                events={events}
                span={span.words}
                onCursor={setCursor}
              />
            ))}
            <EventList events={events} span={span.words} />
          </div>
        </div>
      ) : history === undefined ? null : (
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">
          <EmptyState
            icon={<ChartLine size={24} />}
            title={emptyTitle(State.Running, State.Status, events.length > 0)}
          >
            {State.Running
              ? 'The first figures are here in a moment.'
              : `While it runs, what it uses is recorded every ten seconds and kept for seven days. There is nothing of ${span.words}.`}
          </EmptyState>
          {events.length === 0 ? null : <EventList events={events} span={span.words} />}
        </div>
      )}
    </div>
  );
}

function emptyTitle(
  running: boolean,
  status: ContainerInspect['State']['Status'],
  hasEvents: boolean,
): string {
  if (running) return 'Nothing recorded yet';
  if (hasEvents) return 'It ran too briefly to be measured';
  return status === 'created' ? 'It has not run yet' : 'It did not run in this time';
}
