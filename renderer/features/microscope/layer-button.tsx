import type { ImageLayer } from '../../../engine/api/types/microscope.ts';
import { counted } from '../../ui/counted.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { instructionOf } from './instruction.ts';

interface LayerButtonProps {
  readonly layer: ImageLayer;
  readonly line: string;
  /** Of the largest layer, from 0 to 1. */
  readonly share: number;
  readonly chosen: boolean;
  readonly onChoose: (layer: number) => void;
}

export function LayerButton({ layer, line, share, chosen, onChoose }: LayerButtonProps) {
  const { name, rest } = instructionOf(line);
  return (
    <button
      type="button"
      aria-current={chosen}
      onClick={() => onChoose(layer.layer)}
      className={cx(
        'mb-1 block w-full rounded-md px-2.5 py-2 text-left',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="text-xs font-medium text-ink">Layer {layer.layer}</span>
        <span className="ml-auto text-xs text-ink-2 tabular-nums">{formatBytes(layer.size)}</span>
      </span>
      <span
        className="mt-0.5 line-clamp-2 font-mono text-2xs break-all text-ink-2"
        title={line === '' ? undefined : line}
      >
        {line === '' ? (
          <span className="font-sans text-ink-3">Its instruction was not recorded</span>
        ) : (
          <>
            {name === '' ? null : <b className="font-semibold text-accent-text">{name} </b>}
            {rest}
          </>
        )}
      </span>
      <span aria-hidden className="mt-1.5 block h-0.5 rounded-full bg-pressed">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <LayerCounts layer={layer} />
    </button>
  );
}

function LayerCounts({
  layer: { added, changed, removed, wasted, sharedWith },
}: {
  readonly layer: ImageLayer;
}) {
  const parts = [
    [added.files, `+${added.files.toLocaleString('en')}`, 'text-ok', 'added'],
    [changed.files, `~${changed.files.toLocaleString('en')}`, 'text-warn', 'changed'],
    [removed.files, `−${removed.files.toLocaleString('en')}`, 'text-bad', 'removed'],
  ] as const;
  return (
    <span className="mt-1 flex flex-wrap gap-x-2 text-2xs text-ink-3 tabular-nums">
      {parts.map(([files, text, className, word]) =>
        files === 0 ? null : (
          <span key={word} className={className} title={`${counted(files, 'file')} ${word}`}>
            {text}
          </span>
        ),
      )}
      {added.files + changed.files + removed.files === 0 ? <span>no files</span> : null}
      {wasted === 0 ? null : <span>{formatBytes(wasted)} wasted</span>}
      {sharedWith.length === 0 ? null : (
        <span title={sharedWith.join(', ')}>shared with {counted(sharedWith.length, 'image')}</span>
      )}
    </span>
  );
}
