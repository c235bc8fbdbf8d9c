import type { MapContainer, MapNetwork } from '../../../../engine/api/types/network-look.ts';
import { containerNodeId, frameNodeId, HOST, type MapLine, type MapNode, networkNodeId } from './map-node.ts';
import { mean } from './order.ts';

/** As wide as it is high, about. */
const frameColumns = (members: number) => Math.min(6, Math.max(3, Math.round(Math.sqrt(members / 3))));
/** Between containers and ports runs the lane for answers. */
const X = { host: 0, network: 165, container: 455, port: 770 };
const HOST_SIZE = { width: 118, height: 52 };
const NETWORK_SIZE = { width: 180, height: 64 };
const CONTAINER_SIZE = { width: 200, height: 52 };
const CHIP_SIZE = { width: 168, height: 46 };
const PORT_SIZE = { width: 128, height: 28 };
const GAP = 14;
const FRAME_PADDING = 12;

/** How far down the column of containers is filled. */
export interface Column {
  y: number;
}

export function placeContainer(
  container: MapContainer,
  all: readonly MapContainer[],
  column: Column,
  nodes: MapNode[],
  lines: MapLine[],
): void {
  const id = containerNodeId(container.id);
  const published = container.ports.filter(({ hostPort }) => hostPort !== undefined);
  const portsHeight = published.length * (PORT_SIZE.height + 4);
  const height = Math.max(CONTAINER_SIZE.height, portsHeight);
  const y = column.y + (height - CONTAINER_SIZE.height) / 2;
  const indent = container.shares === undefined ? 0 : 24;
  nodes.push({
    kind: 'container',
    id,
    container,
    small: false,
    x: X.container + indent,
    y,
    ...CONTAINER_SIZE,
    width: CONTAINER_SIZE.width - indent,
  });
  published.forEach((port, index) => {
    const portId = `port ${container.id} ${port.protocol} ${port.hostPort}`;
    const portY = column.y + (height - portsHeight) / 2 + index * (PORT_SIZE.height + 4) + 2;
    nodes.push({ kind: 'port', id: portId, port, container, x: X.port, y: portY, ...PORT_SIZE });
    lines.push({ id: `to ${portId}`, kind: 'port', from: id, to: portId });
  });
  for (const { network } of container.endpoints) {
    lines.push({
      id: `link ${network} ${container.id}`,
      kind: 'link',
      from: networkNodeId(network),
      to: id,
      network,
      containers: [container.id],
    });
  }
  if (all.some((other) => other.id === container.shares)) {
    const owner = containerNodeId(container.shares ?? '');
    lines.push({ id: `shares ${container.id}`, kind: 'shares', from: owner, to: id });
  }
  column.y += height + GAP;
}

export function placeFrame(
  network: MapNetwork,
  members: readonly MapContainer[],
  column: Column,
  nodes: MapNode[],
  lines: MapLine[],
): void {
  const id = frameNodeId(network.id);
  const columns = frameColumns(members.length);
  const rows = Math.ceil(members.length / columns);
  const step = { x: CHIP_SIZE.width + 8, y: CHIP_SIZE.height + 8 };
  nodes.push({
    kind: 'frame',
    id,
    network,
    members: members.length,
    x: X.container,
    y: column.y,
    width: columns * step.x - 8 + 2 * FRAME_PADDING,
    height: rows * step.y - 8 + 2 * FRAME_PADDING,
  });
  members.forEach((container, index) => {
    nodes.push({
      kind: 'container',
      id: containerNodeId(container.id),
      container,
      small: true,
      x: X.container + FRAME_PADDING + (index % columns) * step.x,
      y: column.y + FRAME_PADDING + Math.floor(index / columns) * step.y,
      ...CHIP_SIZE,
    });
  });
  lines.push({
    id: `link ${network.id} frame`,
    kind: 'link',
    from: networkNodeId(network.id),
    to: id,
    network: network.id,
    containers: members.map((member) => member.id),
  });
  column.y += rows * step.y - 8 + 2 * FRAME_PADDING + GAP;
}

/** Each at the middle of its members, but never over another. */
export function placeNetworks(
  networks: readonly MapNetwork[],
  membersOf: (id: string) => readonly MapContainer[],
  nodes: MapNode[],
  lines: MapLine[],
): void {
  const middles = new Map(nodes.map(({ id, y, height }) => [id, y + height / 2]));
  let bottom = Number.NEGATIVE_INFINITY;
  for (const network of networks) {
    const members = membersOf(network.id);
    const middle = mean(members.flatMap(({ id }) => middles.get(containerNodeId(id)) ?? []));
    const wanted = middle === undefined ? bottom : middle - NETWORK_SIZE.height / 2;
    const y = Math.max(Number.isFinite(wanted) ? wanted : 0, bottom);
    const id = networkNodeId(network.id);
    nodes.push({ kind: 'network', id, network, members: members.length, x: X.network, y, ...NETWORK_SIZE });
    bottom = y + NETWORK_SIZE.height + GAP;
    if (network.driver === 'null') continue;
    lines.push({
      id: `uplink ${network.id}`,
      kind: 'uplink',
      from: HOST,
      to: id,
      network: network.id,
      containers: members.map((member) => member.id),
      walled: network.internal,
    });
  }
}

export function placeHost(nodes: MapNode[]): void {
  const middles = nodes.flatMap((node) => (node.kind === 'network' ? [node.y + node.height / 2] : []));
  const middle = mean(middles.length > 0 ? [Math.min(...middles), Math.max(...middles)] : []) ?? 0;
  nodes.push({ kind: 'host', id: HOST, x: X.host, y: middle - HOST_SIZE.height / 2, ...HOST_SIZE });
}
