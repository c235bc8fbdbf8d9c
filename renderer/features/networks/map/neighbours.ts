import type { MapContainer, NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { THIS_HOST } from './question.ts';

/**
 * Whom somebody can reach as far as networks and their walls go, by name; whether anything listens there, only a try can
 * tell. Undefined for who is not on the map.
 */
export function neighbours(map: NetworkMap, name: string): ReadonlySet<string> | undefined {
  const asking = map.containers.find((container) => container.name === name);
  if (name !== THIS_HOST && asking === undefined) return undefined;
  const others = map.containers.filter((other) => other.running && other !== asking);
  const placed = others.filter((other) => devices(map, other).length > 0);
  const fromHost = asking === undefined || isOnHost(map, asking);
  const own = asking === undefined ? [] : devices(map, asking);
  const open = new Set(own.filter((network) => network.open).map(({ id }) => id));
  const found = fromHost
    ? placed
    : others.filter(
        (other) =>
          ownerOf(map, other) === ownerOf(map, asking) ||
          (own.length > 0 && isOnHost(map, other)) ||
          devices(map, other).some(({ id }) => open.has(id)),
      );
  const host = own.length > 0 && asking !== undefined ? [THIS_HOST] : [];
  return new Set([...found.map((other) => other.name), ...host]);
}

function devices(map: NetworkMap, container: MapContainer): NetworkMap['networks'] {
  const ids = new Set(ownerOf(map, container).endpoints.map(({ network }) => network));
  return map.networks.filter(({ id, driver }) => ids.has(id) && driver !== 'null');
}

function isOnHost(map: NetworkMap, container: MapContainer): boolean {
  return devices(map, container).some(({ driver }) => driver === 'host');
}

function ownerOf(map: NetworkMap, container: MapContainer): MapContainer {
  const owner = map.containers.find(({ id }) => id === container.shares);
  return owner === undefined || owner === container ? container : ownerOf(map, owner);
}

/** `web can reach api and db by its networks.`; at most a few by name. */
export function neighbourWords(name: string, found: ReadonlySet<string>): string {
  const who = name === THIS_HOST ? name : `By its networks ${name}`;
  const names = [...found].sort();
  if (names.length === 0) return `${who} can reach nobody.`;
  const few = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  const last = few.at(-1) ?? '';
  return `${who} can reach ${few.length === 1 ? last : `${few.slice(0, -1).join(', ')} and ${last}`}.`;
}
