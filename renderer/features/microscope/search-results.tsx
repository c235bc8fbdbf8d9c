import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ListTree } from 'lucide-react';
import { useRef } from 'react';
import { counted } from '../../ui/counted.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Marked } from '../../ui/marked.tsx';
import { ChangeMark } from './change-mark.tsx';
import { searchQuery, type TreeView } from './queries.ts';
import { EntryIcon } from './tree-row.tsx';

interface SearchResultsProps {
  readonly view: TreeView;
  readonly query: string;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
  readonly onReveal: (path: string) => void;
}

export function SearchResults({ view, query, selected, onSelect, onReveal }: SearchResultsProps) {
  const frame = useRef<HTMLUListElement>(null);
  const { data, error } = useQuery({
    ...searchQuery(view, query),
    placeholderData: keepPreviousData,
  });
  const entries = data?.entries ?? [];
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 30,
    overscan: 12,
  });
  return (
    <>
      <p role="status" className="shrink-0 px-4 py-1 text-xs text-ink-3">
        {error !== null ? (
          <span className="text-bad">{error.message}</span>
        ) : (
          words(data?.total, entries.length)
        )}
      </p>
      <ul ref={frame} aria-label="Found" className="min-h-0 flex-1 overflow-y-auto">
        <li aria-hidden style={{ height: virtualizer.getVirtualItems()[0]?.start ?? 0 }} />
        {virtualizer.getVirtualItems().map(({ index }) => {
          const entry = entries[index];
          return entry === undefined ? null : (
            <li
              key={entry.path}
              className={cx(
                'flex h-[30px] items-center gap-2 pr-3 pl-4 text-xs',
                entry.path === selected ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <button
                type="button"
                className="flex min-w-0 flex-1 items-center gap-2 text-left"
                title={entry.path}
                onClick={() => (entry.kind === 'directory' ? onReveal : onSelect)(entry.path)}
              >
                <EntryIcon entry={entry} open={false} />
                <span className="min-w-0 truncate">
                  <Marked text={entry.path} query={query} />
                </span>
                {entry.change === null ? null : <ChangeMark change={entry.change} />}
                <span className="ml-auto shrink-0 text-ink-2 tabular-nums">{formatBytes(entry.size)}</span>
              </button>
              <IconButton
                size="sm"
                label={`Show ${entry.name} in the tree`}
                icon={<ListTree size={13} />}
                onClick={() => onReveal(entry.path)}
              />
            </li>
          );
        })}
        <li
          aria-hidden
          style={{ height: virtualizer.getTotalSize() - (virtualizer.getVirtualItems().at(-1)?.end ?? 0) }}
        />
      </ul>
    </>
  );
}

function words(total: number | undefined, shown: number): string {
  if (total === undefined) return 'Searching…';
  return total > shown
    ? `The first ${shown.toLocaleString('en')} of ${counted(total, 'path')}`
    : counted(total, 'path');
}
