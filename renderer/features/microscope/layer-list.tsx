import type { ImageLayers } from '../../../engine/api/types/microscope.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { LayerButton } from './layer-button.tsx';

interface LayerListProps {
  readonly data: ImageLayers;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  readonly className?: string;
}

export function LayerList({ data, chosen, onChoose, className }: LayerListProps) {
  const { layers, history, size, visible, wasted } = data;
  const largest = Math.max(1, ...layers.map((layer) => layer.size));
  return (
    <section aria-label="Layers of the image" className={cx('flex min-h-0 flex-col', className)}>
      <ol aria-label="Layers" className="min-h-0 flex-1 overflow-y-auto p-2">
        {layers.map((layer) => (
          <li key={layer.chain}>
            <LayerButton
              layer={layer}
              line={layer.step === null ? '' : (history[layer.step]?.line ?? '')}
              share={layer.size / largest}
              chosen={layer.layer === chosen}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ol>
      <dl className="grid shrink-0 grid-cols-2 gap-y-0.5 border-t border-line px-4 py-2 text-xs text-ink-3">
        <dt>All layers</dt>
        <dd className="text-right text-ink-2 tabular-nums">{formatBytes(size)}</dd>
        <dt>Visible at the top</dt>
        <dd className="text-right text-ink-2 tabular-nums">{formatBytes(visible)}</dd>
        <dt title="Written by one layer, then overwritten or deleted by one above">Wasted</dt>
        <dd className={cx('text-right tabular-nums', wasted > 0 ? 'text-warn' : 'text-ink-2')}>
          {formatBytes(wasted)}
        </dd>
      </dl>
    </section>
  );
}
