import { describe, expect, it } from 'vitest';
import type { DiskNode } from '../../../engine/api/types/disk.ts';
import { neighbour, treemapTiles } from './treemap-tiles.ts';

const node = (id: string, bytes: number, children: readonly DiskNode[] = []): DiskNode => ({
  kind: children.length > 0 ? 'group' : 'layer',
  id,
  label: id,
  bytes,
  children,
});

const ROOT = node('root', 100, [
  node('images', 80, [node('a', 50), node('b', 30)]),
  node('containers', 20, [node('c', 20)]),
]);
const BOX = { x: 0, y: 0, width: 800, height: 400 };

describe('treemapTiles', () => {
  const tiles = treemapTiles(ROOT, BOX);

  it('draws frames before what is inside, and says the way', () => {
    expect(tiles.map(({ id, frame }) => [id, frame])).toEqual([
      ['images', true],
      ['a', false],
      ['b', false],
      ['containers', true],
      ['c', false],
    ]);
    expect(tiles[1]).toMatchObject({ label: 'a unpacked', way: ['Images'], group: 'images', depth: 2 });
  });

  it('does not divide what is too small, and leaves out what is empty', () => {
    const small = treemapTiles(ROOT, { x: 0, y: 0, width: 40, height: 30 });
    expect(small.every(({ frame }) => !frame)).toBe(true);
    expect(treemapTiles(node('root', 5, [node('a', 5), node('b', 0)]), BOX)).toHaveLength(1);
  });

  it('finds the neighbour in a direction', () => {
    const leaf = tiles.find(({ id }) => id === 'a');
    expect(leaf && neighbour(tiles, leaf, 'ArrowRight')?.id).not.toBe('a');
    expect(leaf && neighbour(tiles, leaf, 'ArrowLeft')).toBeUndefined();
  });
});
