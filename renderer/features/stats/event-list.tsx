import type { HistoryEvent } from '../../../engine/api/types/recorder.ts';
import { Ago } from '../../ui/ago.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { eventWords } from './event-words.ts';

interface EventListProps {
  readonly events: readonly HistoryEvent[];
  /** `the last hour`. */
  readonly span: string;
}

/** What happened in the span, newest first; the same as the marks in the charts. */
export function EventList({ events, span }: EventListProps) {
  return (
    <section
      aria-label="Events"
      className="flex h-45 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-raised pt-2.5"
    >
      <h3 className="h-6 shrink-0 px-4 text-sm font-semibold text-ink">Events</h3>
      {events.length === 0 ? (
        <p className="px-4 text-sm text-ink-3">Nothing happened to it in {span}.</p>
      ) : (
        <ol tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
          {[...events].reverse().map((event) => {
            const { text, tone } = eventWords(event);
            return (
              <li
                key={`${event.time} ${event.action}`}
                className="flex items-center gap-2.5 px-4 py-1 text-sm"
              >
                <StatusDot tone={tone} />
                <span className="min-w-0 flex-1 truncate text-ink">{text}</span>
                <Ago time={event.time} className="text-xs text-ink-3" />
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
