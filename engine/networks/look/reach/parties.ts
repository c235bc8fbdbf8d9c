import type { MapContainer, MapNetwork, NetworkMap } from '../../../api/types/network-look.ts';

/** Finds a container by its name, its whole id, or at least the twelve digits of it that people copy. */
export function findContainer({ containers }: NetworkMap, ref: string): MapContainer | undefined {
  return containers.find(
    ({ id, name }) => id === ref || name === ref || (/^[0-9a-f]{12,}$/.test(ref) && id.startsWith(ref)),
  );
}

/** Whose network it is: its own, or that of the container whose network it shares. */
export function networkOwner(map: NetworkMap, container: MapContainer): MapContainer {
  const owner = map.containers.find(({ id }) => id === container.shares);
  return owner === undefined || owner === container ? container : networkOwner(map, owner);
}

/** The networks of a container that have a device: all but `none`. */
export function networksOf(map: NetworkMap, container: MapContainer): MapNetwork[] {
  const ids = new Set(networkOwner(map, container).endpoints.map(({ network }) => network));
  return map.networks.filter(({ id, driver }) => ids.has(id) && driver !== 'null');
}

export function isOnHost(map: NetworkMap, container: MapContainer): boolean {
  return networksOf(map, container).some(({ driver }) => driver === 'host');
}

/** Its addresses, those on a network of `nearTo` first. */
export function addressesOf(
  map: NetworkMap,
  container: MapContainer,
  nearTo: MapContainer | undefined,
): string[] {
  const near = new Set(nearTo === undefined ? [] : networksOf(map, nearTo).map(({ id }) => id));
  return [...networkOwner(map, container).endpoints]
    .sort((a, b) => Number(near.has(b.network)) - Number(near.has(a.network)))
    .flatMap(({ addresses }) => addresses);
}

export function containerAt(map: NetworkMap, address: string): MapContainer | undefined {
  return map.containers.find(({ endpoints }) =>
    endpoints.some(({ addresses }) => addresses.includes(address)),
  );
}
