import type { DiskNode } from '../../../engine/api/types/disk.ts';
import type { Tile } from './treemap-tiles.ts';

const COLOURS = ['bg-map-1', 'bg-map-2', 'bg-map-3', 'bg-map-4', 'bg-map-5', 'bg-map-6'];

export type ColourOf = (tile: Pick<Tile, 'id' | 'group'>) => string;

/** One colour for each top group; a place of its own for what is free. */
export function colours({ children }: DiskNode): ColourOf {
  const order = new Map(children.map(({ id }, index) => [id, COLOURS[index % COLOURS.length] ?? '']));
  return ({ id, group }) =>
    id === 'free space' ? 'bg-map-free' : (order.get(group) ?? order.get(id) ?? 'bg-map-6');
}
