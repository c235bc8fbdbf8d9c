import type { EngineEvent, EventBus } from './bus.ts';

/** Events beyond those that the bus keeps in memory, also of engines before this one. */
export interface EventPast {
  /** Oldest first, from `from` (included) to `before` (not included), in nanoseconds since the epoch. */
  read(from: bigint, before: bigint): AsyncIterable<EngineEvent>;
}

/** No past but the bus's own. */
export const NO_PAST: EventPast = {
  async *read() {},
};

/**
 * Everything that is known from `from` up to now, each event once: what memory holds is taken at the call, what is older
 * is read from `past`.
 */
export function pastEvents(bus: EventBus, past: EventPast, from: bigint): AsyncIterable<EngineEvent> {
  const inMemory = bus.history();
  const oldest = inMemory[0]?.timeNano ?? bus.next();
  return (async function* () {
    if (from < oldest) yield* past.read(from, oldest);
    for (const event of inMemory) if (event.timeNano >= from) yield event;
  })();
}
