import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TreeView } from './queries.ts';
import { EntryRow } from './tree-row.tsx';
import { type TreeRow, treeRows } from './tree-rows.ts';
import { useFolders } from './use-folders.ts';

const ROW = 28;

interface FileTreeProps {
  readonly view: TreeView;
  readonly open: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly onToggle: (path: string) => void;
  readonly onSelect: (path: string) => void;
}

export function FileTree({ view, open, selected, onToggle, onSelect }: FileTreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { folders, retry } = useFolders(view, open);
  const rows = useMemo(() => treeRows(folders, open), [folders, open]);
  const [active, setActive] = useState<string>();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const at = Math.max(
    0,
    rows.findIndex((row) => row.kind === 'entry' && row.path === (active ?? selected)),
  );
  useShown(rows, selected, virtualizer.scrollToIndex);

  const press = (row: TreeRow) => {
    setActive(row.path);
    if (row.kind === 'failed') retry(row.path);
    else if (row.kind === 'entry') (row.entry.kind === 'directory' ? onToggle : onSelect)(row.path);
  };
  const move = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row === undefined) return;
    setActive(row.path);
    virtualizer.scrollToIndex(rows.indexOf(row));
    requestAnimationFrame(() =>
      frame.current
        ?.querySelector<HTMLElement>(`[data-index="${rows.indexOf(row)}"]`)
        ?.focus({ preventScroll: true }),
    );
  };
  const onKey = (key: string): boolean => {
    const row = rows[at];
    if (row?.kind !== 'entry') return false;
    const isFolder = row.entry.kind === 'directory';
    if (key === 'ArrowDown') move(at + 1);
    else if (key === 'ArrowUp') move(at - 1);
    else if (key === 'Home') move(0);
    else if (key === 'End') move(rows.length - 1);
    else if (key === 'Enter' || key === ' ') press(row);
    else if (key === 'ArrowRight' && row.open) move(at + 1);
    else if (key === 'ArrowRight' && isFolder) onToggle(row.path);
    else if (key === 'ArrowLeft' && row.open) onToggle(row.path);
    else if (key === 'ArrowLeft')
      move(rows.findLastIndex((above, index) => index < at && above.depth < row.depth));
    else return false;
    return true;
  };

  return (
    <div
      ref={frame}
      role="tree"
      aria-label="Files"
      className="min-h-0 flex-1 overflow-y-auto py-1 outline-none"
      onKeyDown={(event) => onKey(event.key) && event.preventDefault()}
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div key={`${row.kind} ${row.path}`} className="absolute inset-x-0" style={{ top: start }}>
              {row.kind === 'entry' ? (
                <EntryRow
                  row={row}
                  index={index}
                  selected={row.path === selected}
                  reachable={index === at}
                  onPress={press}
                />
              ) : (
                <NoteRow row={row} onPress={() => press(row)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Brings the selected file into view once its folders have come. */
function useShown(
  rows: readonly TreeRow[],
  selected: string | undefined,
  scrollTo: (index: number, options: { readonly align: 'center' }) => void,
): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (selected === undefined || shown.current === selected) return;
    const index = rows.findIndex((row) => row.kind === 'entry' && row.path === selected);
    if (index < 0) return;
    shown.current = selected;
    scrollTo(index, { align: 'center' });
  }, [rows, selected, scrollTo]);
}

function NoteRow({
  row,
  onPress,
}: {
  readonly row: Exclude<TreeRow, { kind: 'entry' }>;
  readonly onPress: () => void;
}) {
  return (
    <p
      role={row.kind === 'failed' ? 'alert' : undefined}
      className="flex h-7 items-center gap-2 truncate pr-3 text-xs text-ink-3"
      style={{ paddingLeft: 28 + row.depth * 14 }}
    >
      {row.kind === 'loading' ? 'Loading…' : null}
      {row.kind === 'rest' ? `and ${row.left.toLocaleString('en')} more, found by searching` : null}
      {row.kind === 'failed' ? (
        <>
          <span className="truncate text-bad">{row.error.message}</span>
          <button type="button" className="text-accent-text underline" onClick={onPress}>
            Try again
          </button>
        </>
      ) : null}
    </p>
  );
}
