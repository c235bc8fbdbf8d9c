import type { Filters } from '../api/backends/filters.ts';
import { fault } from '../base/errors.ts';
import type { EngineEvent } from '../events/bus.ts';

const KNOWN = new Set(
  'config container daemon event image label network node plugin scope secret service type volume'.split(' '),
);
/** Kinds of things that are found by a prefix of their id or name. */
const BY_NAME = ['container', 'daemon', 'network', 'plugin', 'volume', 'config', 'node', 'secret', 'service'];
/** Events whose action goes on after a colon. */
const OPEN_ENDED = ['health_status', 'exec_create', 'exec_start'];

/** Throws `invalid` for a filter that Docker does not know. */
export function checkEventFilters(filters: Filters): void {
  for (const name of filters.keys()) {
    if (!KNOWN.has(name)) throw fault('invalid', `invalid filter '${name}'`);
  }
}

/** True when every filter has a value that the event matches, as moby decides it (daemon/events/filter.go). */
export function matchesEvent(filters: Filters, event: EngineEvent): boolean {
  const { Type, Action, Actor } = event;
  const is = (name: string, value: string) => any(filters, name, (wanted) => wanted === value);
  return (
    any(filters, 'event', (wanted) =>
      OPEN_ENDED.includes(wanted) ? Action.startsWith(wanted) : Action === wanted,
    ) &&
    is('type', Type) &&
    is('scope', 'local') &&
    BY_NAME.every((name) =>
      any(filters, name, (wanted) => namesOf(event).some((own) => own.startsWith(wanted))),
    ) &&
    any(filters, 'image', (wanted) => imagesOf(event).includes(wanted)) &&
    all(filters, 'label', (wanted) => {
      const [key = '', ...value] = wanted.split('=');
      const own = Actor.Attributes[key];
      return own !== undefined && (value.length === 0 || own === value.join('='));
    })
  );
}

function any(filters: Filters, name: string, matches: (wanted: string) => boolean): boolean {
  const wanted = filters.get(name) ?? [];
  return wanted.length === 0 || wanted.some(matches);
}

function all(filters: Filters, name: string, matches: (wanted: string) => boolean): boolean {
  return (filters.get(name) ?? []).every(matches);
}

function namesOf({ Actor }: EngineEvent): string[] {
  return [Actor.ID, Actor.Attributes['name'] ?? ''];
}

/** An event's image by id and by name, each with and without its tag. */
function imagesOf({ Type, Actor }: EngineEvent): string[] {
  const name = Actor.Attributes[Type === 'image' ? 'name' : 'image'] ?? '';
  return [Actor.ID, name]
    .flatMap((text) => [text, text.replace(/:[^/:]*$/, '')])
    .filter((text) => text !== '');
}
