import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import type { MapLayout, MapLine, MapNode } from './map-node.ts';
import { byName, frames, inOrder } from './order.ts';
import { placeContainer, placeFrame, placeHost, placeNetworks } from './place.ts';

const PREDEFINED = ['bridge', 'host', 'none'];

/**
 * Host, networks, containers and published ports in four columns. The same map gives the same picture, whatever the order in
 * which the engine tells it.
 */
export function layOut(map: NetworkMap, show: 'running' | 'all'): MapLayout {
  const containers = map.containers.filter(({ running }) => running || show === 'all');
  const membersOf = (id: string) =>
    containers.filter(({ endpoints }) => endpoints.some(({ network }) => network === id));
  const networks = map.networks
    .filter(({ id, name }) => membersOf(id).length > 0 || !PREDEFINED.includes(name))
    .sort(
      (a, b) => Number(membersOf(a.id).length === 0) - Number(membersOf(b.id).length === 0) || byName(a, b),
    );
  const nodes: MapNode[] = [];
  const lines: MapLine[] = [];
  const framed = frames(networks, containers);
  const column = { y: 0 };

  for (const item of inOrder(networks, containers, framed)) {
    if (item.kind === 'frame') placeFrame(item.network, item.members, column, nodes, lines);
    else placeContainer(item.container, containers, column, nodes, lines);
  }
  placeNetworks(networks, membersOf, nodes, lines);
  placeHost(nodes);
  return { nodes, lines };
}
