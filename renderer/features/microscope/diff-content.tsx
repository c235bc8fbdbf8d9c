import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { type DiffRow, diffRows } from './diff-rows.ts';
import { diffQuery } from './queries.ts';

interface DiffContentProps {
  readonly image: string;
  readonly path: string;
  readonly from: number;
  readonly layer: number;
}

const LOOKS = {
  same: { sign: ' ', className: 'text-ink-2' },
  added: { sign: '+', className: 'bg-ok-soft text-ink' },
  removed: { sign: '-', className: 'bg-bad-soft text-ink' },
} as const;

export function DiffContent({ image, path, from, layer }: DiffContentProps) {
  const { data, error, refetch } = useQuery(diffQuery(image, layer, path, from));
  const result = data?.result;
  const rows = useMemo(() => (result?.kind === 'text' ? diffRows(result.hunks) : []), [result]);
  if (result === undefined) {
    return error === null ? null : (
      <LoadFailed what="The diff" error={error} onRetry={() => void refetch()} />
    );
  }
  if (result.kind !== 'text') return <p className="px-4 py-3 text-xs text-ink-2">{WORDS[result.kind]}</p>;
  return (
    <>
      <p role="status" className="shrink-0 px-4 py-1.5 text-xs text-ink-2">
        <span className="text-ok">+{result.added}</span> <span className="text-bad">−{result.removed}</span>{' '}
        lines between layer {from} and layer {layer}
      </p>
      <div
        role="region"
        aria-label={`Diff of ${path}`}
        tabIndex={0}
        className="selectable min-h-0 flex-1 overflow-auto bg-sunken font-mono text-2xs leading-[18px] focus-visible:-outline-offset-2"
      >
        <div className="min-w-max">
          {rows.map((row, index) => (
            <Row key={index} row={row} />
          ))}
        </div>
      </div>
    </>
  );
}

const WORDS = {
  same: 'The content is the same in both; only mode, owner or time differ.',
  binary: 'Not a text, so there is no diff by lines.',
  'too-large': 'Too large for a diff by lines. Download both versions to compare them.',
} as const;

function Row({ row }: { readonly row: DiffRow }) {
  if (row.kind === 'gap') return <div className="bg-hover px-3 text-ink-3">{row.text}</div>;
  const { sign, className } = LOOKS[row.kind];
  return (
    <div className={cx('flex whitespace-pre', className)}>
      <span aria-hidden className="w-10 shrink-0 pr-2 text-right text-ink-3 select-none">
        {row.old}
      </span>
      <span aria-hidden className="w-10 shrink-0 pr-2 text-right text-ink-3 select-none">
        {row.new}
      </span>
      <span className="w-4 shrink-0 text-ink-3">{sign}</span>
      <span className="pr-4">{row.text}</span>
    </div>
  );
}
