import type { DiskNode } from '../../../engine/api/types/disk.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import type { ColourOf } from './map-colours.ts';
import { capital } from './treemap-tiles.ts';

interface MapLegendProps {
  readonly tree: DiskNode;
  readonly colour: ColourOf;
}

export function MapLegend({ tree, colour }: MapLegendProps) {
  return (
    <ul
      aria-label="What the colours mean"
      className="flex flex-wrap justify-end gap-x-4 gap-y-1 text-xs text-ink-2"
    >
      {tree.children
        .filter(({ bytes }) => bytes > 0)
        .map(({ id, label, bytes }) => (
          <li key={id} className="flex items-center gap-1.5">
            <span aria-hidden className={cx('size-2.5 rounded-[3px]', colour({ id, group: id }))} />
            {capital(label)} <span className="text-ink-3 tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
    </ul>
  );
}
