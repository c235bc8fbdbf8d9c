import { ArrowRight } from 'lucide-react';
import type { Change } from './changes.ts';

/** What an edit changes, field by field: before and after. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) {
    return (
      <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-2">
        Nothing changes. The container would be made again as it is.
      </p>
    );
  }
  return (
    <ul aria-label="Changes" className="overflow-hidden rounded-md border border-line">
      {changes.map(({ what, before, after }) => (
        <li
          key={what}
          className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)] items-baseline gap-x-4 border-b border-line px-3 py-2 text-sm last:border-b-0"
        >
          <span className="selectable break-words text-ink-2">{what}</span>
          <span className="selectable flex min-w-0 flex-wrap items-baseline gap-x-2 font-mono text-xs">
            {before === undefined ? <Word>new</Word> : <Value text={before} gone />}
            <ArrowRight size={12} aria-hidden className="self-center text-ink-3" />
            {after === undefined ? <Word>gone</Word> : <Value text={after} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Word({ children }: { readonly children: string }) {
  return <span className="font-sans text-ink-3">{children}</span>;
}

function Value({ text, gone = false }: { readonly text: string; readonly gone?: boolean }) {
  const shown = text === '' ? '(empty)' : text;
  return gone ? (
    <del className="break-all text-ink-3">{shown}</del>
  ) : (
    <ins className="break-all text-ink no-underline">{shown}</ins>
  );
}
