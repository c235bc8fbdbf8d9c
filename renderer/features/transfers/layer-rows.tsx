import { Check } from 'lucide-react';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Progress } from '../../ui/progress.tsx';
import type { LayerTransfer } from './transfer-progress.ts';

interface LayerRowsProps {
  readonly layers: readonly LayerTransfer[];
}

export function LayerRows({ layers }: LayerRowsProps) {
  return (
    <ul
      aria-label="Layers"
      className="max-h-[38vh] divide-y divide-line overflow-y-auto rounded-md border border-line bg-sunken"
    >
      {layers.map((layer) => (
        <LayerRow key={layer.id} layer={layer} />
      ))}
    </ul>
  );
}

function LayerRow({ layer }: { readonly layer: LayerTransfer }) {
  const { id, stage, status } = layer;
  const over = stage === 'done' || stage === 'present';
  return (
    <li aria-label={`Layer ${id}`} className="flex h-9 items-center gap-3 px-3 text-xs">
      <span className="selectable w-24 shrink-0 truncate font-mono text-2xs text-ink-2">{id}</span>
      <span className="w-32 shrink-0 truncate text-ink" title={status}>
        {stage === 'present' ? 'Already here' : status}
      </span>
      <span className="min-w-0 flex-1">
        {over ? null : <Progress label={`${status} ${id}`} value={shareOf(layer)} />}
      </span>
      <span className="flex w-36 shrink-0 items-center justify-end gap-1.5 text-right text-ink-2 tabular-nums">
        {bytesOf(layer)}
        {over ? <Check size={13} aria-hidden className="text-ok" /> : null}
      </span>
    </li>
  );
}

function shareOf({ stage, moved, size, unpacked }: LayerTransfer): number | null {
  if (stage === 'waiting' || stage === 'retrying') return 0;
  if (stage === 'unpacking') return unpacked;
  return size === null ? null : size === 0 ? 1 : Math.min(1, moved / size);
}

function bytesOf({ stage, moved, size }: LayerTransfer): string {
  if (stage === 'present') return 'nothing to send';
  if (stage === 'done') return size === null || size === 0 ? '' : formatBytes(size);
  if (size === null) return moved === 0 ? 'size unknown' : `${formatBytes(moved)} so far`;
  return `${formatBytes(moved)} of ${formatBytes(size)}`;
}
