import type { MapContainer, MapNetwork } from '../../../../engine/api/types/network-look.ts';

/** More single-homed containers than these stand in a frame. */
const FRAME_FROM = 13;

interface Named {
  readonly name: string;
}

/** Not by the reader's language: the same picture everywhere. */
export function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Which containers stand in a frame, by the network's id. */
export function frames(
  networks: readonly MapNetwork[],
  containers: readonly MapContainer[],
): ReadonlyMap<string, readonly MapContainer[]> {
  const framed = new Map<string, readonly MapContainer[]>();
  for (const { id } of networks) {
    const single = containers
      .filter(({ endpoints }) => endpoints.length === 1 && endpoints[0]?.network === id)
      .sort(byName);
    if (single.length >= FRAME_FROM) framed.set(id, single);
  }
  return framed;
}

/** What takes its place in the column of containers. */
export type Item =
  | { readonly kind: 'frame'; readonly network: MapNetwork; readonly members: readonly MapContainer[] }
  | { readonly kind: 'container'; readonly container: MapContainer };

interface Placed extends Named {
  /** Between which of the networks, counted from the top. */
  readonly at: number;
  readonly item: Item;
}

/** From top to bottom, near the middle of the networks that they are on; who shares a network comes after its owner. */
export function inOrder(
  networks: readonly MapNetwork[],
  containers: readonly MapContainer[],
  framed: ReadonlyMap<string, readonly MapContainer[]>,
): Item[] {
  const place = new Map(networks.map(({ id }, index) => [id, index]));
  const inFrames = new Set([...framed.values()].flat());
  const ids = new Set(containers.map(({ id }) => id));
  const sharers = containers.filter(({ shares }) => shares !== undefined && ids.has(shares));
  const free = containers.filter((container) => !inFrames.has(container) && !sharers.includes(container));
  const items = [
    ...free.map(
      (container): Placed => ({
        at: mean(container.endpoints.flatMap(({ network }) => place.get(network) ?? [])) ?? networks.length,
        name: container.name,
        item: { kind: 'container', container },
      }),
    ),
    ...[...framed].flatMap(([id, members]): Placed[] => {
      const network = networks.find((candidate) => candidate.id === id);
      return network === undefined
        ? []
        : [{ at: place.get(id) ?? 0, name: '', item: { kind: 'frame', network, members } }];
    }),
  ];
  return items
    .sort((a, b) => a.at - b.at || byName(a, b))
    .flatMap(({ item }) => {
      const owners = item.kind === 'container' ? [item.container] : item.members;
      return [item, ...owners.flatMap((owner) => withSharers(owner, sharers))];
    });
}

function withSharers(owner: MapContainer, sharers: readonly MapContainer[]): Item[] {
  return sharers
    .filter(({ shares }) => shares === owner.id)
    .sort(byName)
    .flatMap((container) => [{ kind: 'container', container }, ...withSharers(container, sharers)]);
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
