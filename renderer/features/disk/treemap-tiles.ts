import type { DiskNode, DiskNodeKind } from '../../../engine/api/types/disk.ts';
import { type Box, squarify } from './squarify.ts';

export interface Tile extends Box {
  readonly id: string;
  readonly kind: DiskNodeKind | 'free';
  readonly label: string;
  readonly bytes: number;
  /** The names on the way to it, without its own. */
  readonly way: readonly string[];
  readonly depth: number;
  /** True: others lie inside it. */
  readonly frame: boolean;
  /** Which of the top groups it belongs to; decides its colour. */
  readonly group: string;
}

const HEADING = 18;
const GAP = 2;
/** A frame smaller than this cannot show what is inside. */
const LEAST_WIDTH = 46;
const LEAST_HEIGHT = 40;

/** The tree as boxes to draw, outer ones first. What is too small to divide stays one box. */
export function treemapTiles(root: DiskNode, within: Box): Tile[] {
  return inside(root.children, within, [], 1, undefined);
}

function inside(
  nodes: readonly DiskNode[],
  within: Box,
  way: readonly string[],
  depth: number,
  group: string | undefined,
): Tile[] {
  const shown = nodes.filter(({ bytes }) => bytes > 0).toSorted((one, other) => other.bytes - one.bytes);
  const boxes = squarify(
    shown.map(({ bytes }) => bytes),
    within,
  );
  return shown.flatMap((node, index) => {
    const box = shrunk(boxes[index] ?? within);
    if (box.width < 1 || box.height < 1) return [];
    const frame = node.children.length > 0 && box.width >= LEAST_WIDTH && box.height >= LEAST_HEIGHT;
    const own = group ?? node.id;
    const tile: Tile = {
      ...box,
      id: node.id,
      kind: node.kind,
      label: nameOf(node),
      bytes: node.bytes,
      way,
      depth,
      frame,
      group: own,
    };
    if (!frame) return [tile];
    const room = {
      x: box.x + GAP,
      y: box.y + HEADING,
      width: box.width - 2 * GAP,
      height: box.height - HEADING - GAP,
    };
    return [tile, ...inside(node.children, room, [...way, nameOf(node)], depth + 1, own)];
  });
}

export function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}

/** A layer lies there twice, packed as it came and unpacked as containers see it: the name says which. */
function nameOf({ kind, label }: DiskNode): string {
  if (kind === 'layer') return `${label} unpacked`;
  if (kind === 'blob') return `${label} packed`;
  return kind === 'group' || kind === 'records' ? capital(label) : label;
}

function shrunk({ x, y, width, height }: Box): Box {
  return { x: x + 1, y: y + 1, width: Math.max(0, width - 2), height: Math.max(0, height - 2) };
}

/** The tile nearest in a direction, for arrow keys. */
export function neighbour(tiles: readonly Tile[], from: Tile, key: string): Tile | undefined {
  const [dx, dy] = DIRECTIONS[key] ?? [0, 0];
  const center = middle(from);
  const candidates = tiles.flatMap((tile) => {
    if (tile.frame || tile === from) return [];
    const at = middle(tile);
    const along = (at.x - center.x) * dx + (at.y - center.y) * dy;
    const across = Math.abs((at.x - center.x) * dy) + Math.abs((at.y - center.y) * dx);
    return along > 1 ? [{ tile, cost: along + 2 * across }] : [];
  });
  return candidates.toSorted((one, other) => one.cost - other.cost)[0]?.tile;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

function middle({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
