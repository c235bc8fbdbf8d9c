import type { HistoryEvent } from '../../../engine/api/types/recorder.ts';
import { Ago } from '../../ui/ago.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { eventWords } from './event-words.ts';

/** What happened in the span, newest first; the same as the marks in the charts. */
export function EventList({ events }: { readonly events: readonly HistoryEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section aria-label="Events">
      <h3 className="mb-2 text-sm font-semibold text-ink">Events</h3>
      <ol className="max-h-64 overflow-y-auto rounded-lg border border-line bg-raised">
        {[...events].reverse().map((event) => {
          const { text, tone } = eventWords(event);
          return (
            <li
              key={`${event.time} ${event.action}`}
              className="flex items-center gap-2.5 border-b border-line px-3 py-1.5 text-sm last:border-b-0"
            >
              <StatusDot tone={tone} />
              <span className="min-w-0 flex-1 truncate text-ink">{text}</span>
              <Ago time={event.time} className="text-xs text-ink-3" />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
