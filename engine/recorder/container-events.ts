import type { HistoryEvent } from '../api/types/recorder.ts';
import type { EngineEvent } from '../events/bus.ts';

const TOLD = /^(start|die|oom|restart|pause|unpause|health_status: .+)$/;
/** The newest of this many are told; more would be no marks but a carpet. */
const MOST_EVENTS = 500;

/** What happened to one container, of all events. */
export async function eventsOfContainer(
  id: string,
  events: AsyncIterable<EngineEvent>,
): Promise<readonly HistoryEvent[]> {
  const told: HistoryEvent[] = [];
  for await (const { Type, Action, Actor, timeNano } of events) {
    if (Type !== 'container' || Actor.ID !== id || !TOLD.test(Action)) continue;
    const exitCode = Actor.Attributes['exitCode'];
    told.push({
      time: Number(timeNano / 1_000_000n),
      action: Action,
      ...(Action === 'die' && exitCode !== undefined ? { exitCode: Number(exitCode) } : {}),
    });
    if (told.length > MOST_EVENTS) told.shift();
  }
  return told;
}
