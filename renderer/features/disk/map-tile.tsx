import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import type { Tile } from './treemap-tiles.ts';

interface MapTileProps {
  readonly tile: Tile;
  readonly colour: string;
  readonly active: boolean;
  readonly reachable: boolean;
  readonly onActive: (id: string) => void;
  /** True when the key led somewhere. */
  readonly onKey: (tile: Tile, key: string) => boolean;
}

export function MapTile({ tile, colour, active, reachable, onActive, onKey }: MapTileProps) {
  const { id, label, bytes, x, y, width, height, frame, way } = tile;
  const readable = width > 40 && height > 16;
  const style = { left: x, top: y, width, height };
  if (frame) {
    return (
      <div
        className={cx('absolute overflow-hidden rounded-sm', colour)}
        style={style}
        onPointerEnter={() => onActive(id)}
      >
        <p className="flex gap-2 px-1.5 text-2xs leading-[18px] whitespace-nowrap text-ink">
          <span className="truncate font-medium">{label}</span>
          {width < 110 ? null : (
            <span className="shrink-0 text-ink-2 tabular-nums">{formatBytes(bytes)}</span>
          )}
        </p>
      </div>
    );
  }
  return (
    <button
      type="button"
      data-tile={id}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${[...way, label].join(', ')}: ${formatBytes(bytes)}`}
      className={cx(
        'absolute flex flex-col items-start justify-start overflow-hidden rounded-[3px] border border-canvas/70 px-1.5 text-left',
        colour,
        active ? 'z-10 outline-2 -outline-offset-2 outline-accent' : 'brightness-[0.97]',
      )}
      style={style}
      onPointerEnter={() => onActive(id)}
      onFocus={() => onActive(id)}
      onKeyDown={(event) => onKey(tile, event.key) && event.preventDefault()}
    >
      {readable ? (
        <>
          <span className="w-full truncate text-2xs leading-[18px] text-ink">{label}</span>
          {height > 34 ? (
            <span className="text-2xs leading-none whitespace-nowrap text-ink-2 tabular-nums">
              {formatBytes(bytes)}
            </span>
          ) : null}
        </>
      ) : null}
    </button>
  );
}
