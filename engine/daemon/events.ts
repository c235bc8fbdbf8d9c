import type { Filters } from '../api/backends/filters.ts';
import type { WireEvent } from '../api/backends/system.ts';
import { fault } from '../base/errors.ts';
import type { EngineEvent, EventBus } from '../events/bus.ts';
import { type EventPast, NO_PAST, pastEvents } from '../events/past.ts';
import { checkEventFilters, matchesEvent } from './event-filter.ts';

export interface EventOptions {
  /** Seconds since the epoch, with fraction, as `until`. */
  readonly since?: number;
  readonly until?: number;
  readonly filters: Filters;
}

/** More unread events than this, and a client is told to come back with `since`. */
const MOST_WAITING = 4096;
/** The longest time that a timer can wait. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The answer of `GET /events`: what happened since `since`, then what happens until `until` or the signal. Without
 * `since` nothing of the past; with `until` in the past nothing of the future. Throws `invalid` at once for a filter that
 * Docker does not know; a client that does not read is cut off with `unavailable`.
 */
export function eventsOf(
  bus: EventBus,
  options: EventOptions,
  signal: AbortSignal,
  past: EventPast = NO_PAST,
): AsyncIterable<WireEvent> {
  checkEventFilters(options.filters);
  const { since, until } = options;
  if (since !== undefined && until !== undefined && since > until) {
    throw fault('invalid', `\`since\` time (${since}) cannot be after \`until\` time (${until})`);
  }
  return follow(bus, past, options, signal);
}

async function* follow(
  bus: EventBus,
  past: EventPast,
  { since, until, filters }: EventOptions,
  signal: AbortSignal,
): AsyncGenerator<WireEvent> {
  const waiting: EngineEvent[] = [];
  let missed = false;
  let wake: () => void = () => undefined;
  const unsubscribe = bus.subscribe((event) => {
    if (!matchesEvent(filters, event)) return;
    missed ||= waiting.length >= MOST_WAITING;
    if (!missed) waiting.push(event);
    wake();
  });
  const ended = () => signal.aborted || (until !== undefined && Date.now() >= until * 1000);
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    if (since !== undefined) {
      const last = until === undefined ? undefined : nanoseconds(until);
      for await (const event of pastEvents(bus, past, nanoseconds(since))) {
        if (signal.aborted || (last !== undefined && event.timeNano > last)) break;
        if (matchesEvent(filters, event)) yield wireEvent(event);
      }
    }
    for (;;) {
      for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) yield wireEvent(event);
      if (missed) throw fault('unavailable', 'events came faster than they were read; ask again with since');
      if (ended()) return;
      await new Promise<void>((resolve) => {
        const timer = until === undefined ? undefined : wakeAt(until, resolve);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

function nanoseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9));
}

function wakeAt(until: number, wake: () => void): NodeJS.Timeout {
  return setTimeout(wake, Math.min(LONGEST_TIMER, Math.max(0, until * 1000 - Date.now())));
}

/** The event as the API tells it, with the fields that old clients look for. */
function wireEvent({ Type, Action, Actor, timeNano }: EngineEvent): WireEvent {
  const from = Actor.Attributes['image'];
  return {
    ...(Type === 'container' || Type === 'image' ? { status: Action, id: Actor.ID } : {}),
    ...(Type === 'container' && from !== undefined ? { from } : {}),
    Type,
    Action,
    Actor,
    scope: 'local',
    time: Number(timeNano / 1_000_000_000n),
    timeNano,
  };
}
