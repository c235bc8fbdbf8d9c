import { formatBytes } from '../../ui/format-bytes.ts';
import type { Tile } from './treemap-tiles.ts';

interface TileFactsProps {
  readonly tile: Tile | undefined;
  readonly total: number;
}

/** What the area under the pointer, or with the focus, is. */
export function TileFacts({ tile, total }: TileFactsProps) {
  if (tile === undefined) {
    return (
      <p className="text-xs text-ink-3">
        Point at an area, or move by the arrow keys. What images share counts once.
      </p>
    );
  }
  const { label, way, bytes } = tile;
  return (
    <p role="status" className="selectable min-w-0 text-xs text-ink-2">
      {way.length === 0 ? null : <span className="text-ink-3">{way.join(' › ')} › </span>}
      <span className="font-medium text-ink">{label}</span>
      <span className="block tabular-nums">
        {formatBytes(bytes)} ({bytes.toLocaleString('en')} bytes
        {total > 0 && bytes <= total ? `, ${((bytes / total) * 100).toFixed(1)} % of Gantry’s` : ''})
      </span>
    </p>
  );
}
