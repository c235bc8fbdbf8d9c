import type { NetworkDeps } from './deps.ts';
import type { NetworkRecord } from './network-record.ts';

/** Tells that something happened to a network. */
export function tellNetwork(
  { events }: Pick<NetworkDeps, 'events'>,
  { id, name, driver }: NetworkRecord,
  action: 'create' | 'destroy' | 'connect' | 'disconnect',
  more: Readonly<Record<string, string>> = {},
): void {
  events.publish({
    Type: 'network',
    Action: action,
    Actor: { ID: id, Attributes: { ...more, name, type: driver } },
  });
}
