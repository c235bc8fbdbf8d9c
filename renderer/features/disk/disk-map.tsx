import { useMemo, useRef, useState } from 'react';
import type { DiskReport } from '../../../engine/api/types/disk.ts';
import { Switch } from '../../ui/switch.tsx';
import { colours } from './map-colours.ts';
import { MapLegend } from './map-legend.tsx';
import { MapTile } from './map-tile.tsx';
import { TileFacts } from './tile-facts.tsx';
import { neighbour, type Tile, treemapTiles } from './treemap-tiles.ts';
import { useSize } from './use-size.ts';

/** The disk as a map: each byte lies in exactly one area. */
export function DiskMap({ report }: { readonly report: DiskReport }) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const [withFree, setWithFree] = useState(false);
  const [active, setActive] = useState<string>();
  const tree = useMemo(() => (withFree ? withFreeSpace(report) : report.tree), [report, withFree]);
  const tiles = useMemo(() => treemapTiles(tree, { x: 0, y: 0, width, height }), [tree, width, height]);
  const colour = useMemo(() => colours(tree), [tree]);
  const leaves = tiles.filter(({ frame: isFrame }) => !isFrame);
  const shown = tiles.find(({ id }) => id === active);
  const first = leaves[0]?.id;
  const move = (tile: Tile, key: string) => {
    const next = neighbour(tiles, tile, key);
    if (next === undefined) return false;
    setActive(next.id);
    frame.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(next.id)}"]`)?.focus();
    return true;
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 px-5 pb-4">
      <div
        ref={frame}
        role="group"
        aria-label="Map of the disk"
        className="relative min-h-40 flex-1 overflow-hidden rounded-md bg-sunken"
        onPointerLeave={() => setActive(undefined)}
      >
        {tiles.map((tile) => (
          <MapTile
            key={tile.id}
            tile={tile}
            colour={colour(tile)}
            active={tile.id === active}
            reachable={tile.id === (shown === undefined || shown.frame ? first : active)}
            onActive={setActive}
            onKey={move}
          />
        ))}
      </div>
      <div className="flex min-h-12 shrink-0 flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <TileFacts tile={shown} total={report.bytes} />
        <span className="flex items-center gap-4">
          <MapLegend tree={tree} colour={colour} />
          <span className="flex items-center gap-2 text-xs whitespace-nowrap text-ink-2">
            <Switch label="Show free space" checked={withFree} onChange={setWithFree} />
            <span aria-hidden>Free space</span>
          </span>
        </span>
      </div>
    </div>
  );
}

function withFreeSpace({ tree, fileSystem }: DiskReport): DiskReport['tree'] {
  const free = {
    kind: 'group' as const,
    id: 'free space',
    label: 'Free',
    bytes: fileSystem.available,
    children: [],
  };
  return { ...tree, children: [...tree.children, free] };
}
