import type {
  MapContainer,
  MapNetwork,
  MapPort,
  NetworkMap,
} from '../../../../engine/api/types/network-look.ts';

/** Where a thing of the map stands, in the map's own pixels. */
interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type MapNode = Box &
  (
    | { readonly kind: 'host' }
    | { readonly kind: 'network'; readonly network: MapNetwork; readonly members: number }
    | { readonly kind: 'container'; readonly container: MapContainer; readonly small: boolean }
    /** Around containers that are on one network only, when they are many. */
    | { readonly kind: 'frame'; readonly network: MapNetwork; readonly members: number }
    | { readonly kind: 'port'; readonly port: MapPort; readonly container: MapContainer }
  );

export interface MapLine {
  readonly id: string;
  readonly kind: 'uplink' | 'link' | 'shares' | 'port';
  readonly from: string;
  readonly to: string;
  /** Whose traffic it carries: of all these containers, on this network. */
  readonly network?: string;
  readonly containers?: readonly string[];
  /** The host's end of a network that has no way out. */
  readonly walled?: boolean;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly lines: readonly MapLine[];
}

export const HOST = 'host';
/** More single-homed containers than these stand in a frame. */
const FRAME_FROM = 13;
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

export const networkNodeId = (id: string) => `network ${id}`;
export const containerNodeId = (id: string) => `container ${id}`;
const frameNodeId = (id: string) => `frame ${id}`;

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

const PREDEFINED = ['bridge', 'host', 'none'];

interface Named {
  readonly name: string;
}

function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Which containers stand in a frame, by the network's id. */
function frames(
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

type Item =
  | { readonly kind: 'frame'; readonly network: MapNetwork; readonly members: readonly MapContainer[] }
  | { readonly kind: 'container'; readonly container: MapContainer };

/** From top to bottom, near the middle of the networks that they are on; who shares a network comes after its owner. */
function inOrder(
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
    ...free.map((container) => ({
      at: mean(container.endpoints.flatMap(({ network }) => place.get(network) ?? [])) ?? networks.length,
      name: container.name,
      item: { kind: 'container', container } as Item,
    })),
    ...[...framed].flatMap(([id, members]) => {
      const network = networks.find((candidate) => candidate.id === id);
      return network === undefined
        ? []
        : [{ at: place.get(id) ?? 0, name: '', item: { kind: 'frame', network, members } as Item }];
    }),
  ];
  return items
    .sort((a, b) => a.at - b.at || byName(a, b))
    .flatMap(({ item }) => [
      item,
      ...(item.kind === 'container' ? withSharers(item.container, sharers) : []),
    ]);
}

function withSharers(owner: MapContainer, sharers: readonly MapContainer[]): Item[] {
  return sharers
    .filter(({ shares }) => shares === owner.id)
    .sort(byName)
    .flatMap((container) => [{ kind: 'container', container }, ...withSharers(container, sharers)]);
}

interface Column {
  y: number;
}

function placeContainer(
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

function placeFrame(
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
function placeNetworks(
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

function placeHost(nodes: MapNode[]): void {
  const middles = nodes.flatMap((node) => (node.kind === 'network' ? [node.y + node.height / 2] : []));
  const middle = mean(middles.length > 0 ? [Math.min(...middles), Math.max(...middles)] : []) ?? 0;
  nodes.push({ kind: 'host', id: HOST, x: X.host, y: middle - HOST_SIZE.height / 2, ...HOST_SIZE });
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
