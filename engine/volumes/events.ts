import type { EventBus } from '../events/bus.ts';

/** Tells the world what happened to a volume, with Docker's attributes. */
export function tellVolume(
  events: EventBus,
  name: string,
  action: string,
  attributes: Readonly<Record<string, string>> = { driver: 'local' },
): void {
  events.publish({ Type: 'volume', Action: action, Actor: { ID: name, Attributes: attributes } });
}
