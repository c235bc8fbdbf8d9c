import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { type MenuPoint, pointOf } from '../../ui/point-menu.tsx';
import { targetIndex } from '../../ui/table/table-keys.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { useWidth } from '../../ui/use-width.ts';
import { FileRow } from './file-row.tsx';
import type { FolderView } from './queries.ts';
import type { Selection } from './selection.ts';
import type { Entries } from './use-entries.ts';

const ROW = 32;
/** A narrower table leaves modes and owners out. */
const WIDE = 760;

export interface FileTableProps {
  readonly label: string;
  readonly entries: Entries;
  readonly view: FolderView;
  readonly openPath: string | undefined;
  readonly selection: Selection;
  readonly active: number;
  readonly addressAt: (index: number) => string | undefined;
  readonly onSeen: (from: number, to: number) => void;
  readonly onView: (change: Partial<FolderView>) => void;
  readonly onActive: (index: number) => void;
  readonly onSelect: (change: { readonly index: number; readonly range: boolean } | 'all' | 'none') => void;
  readonly onOpen: (index: number) => void;
  readonly onUp: () => void;
  readonly onMenu: (index: number, at: MenuPoint) => void;
  /** F2, Delete and the like; true when it took the key. */
  readonly onRowKey: (key: string, index: number) => boolean;
}

/** A folder as a table of which only the rows in sight are there, so that its length costs nothing. */
export function FileTable(props: FileTableProps) {
  const { label, entries, view, selection, active, onActive, onSelect, onSeen } = props;
  const frame = useRef<HTMLDivElement>(null);
  const wide = useWidth(frame) >= WIDE;
  const { total } = entries;
  const marked = entries.listing?.marked === true;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 20,
    scrollPaddingStart: ROW + 4,
  });
  const rows = virtualizer.getVirtualItems();
  const [from, to] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onSeen(from, to), [onSeen, from, to]);
  useEffect(() => virtualizer.scrollToOffset(0), [virtualizer, view.path]);

  const toggle = useStableCallback((index: number, range: boolean) => onSelect({ index, range }));
  const open = useStableCallback(props.onOpen);
  const activate = useStableCallback(onActive);
  const move = (index: number, extend: boolean) => {
    onActive(index);
    if (extend) onSelect({ index, range: true });
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }),
    );
  };
  const onKey = (key: string, modified: boolean, shift: boolean): boolean => {
    if (total === 0) return false;
    const pageSize = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW) - 2);
    const next = targetIndex(key, active, total, pageSize);
    if (next !== undefined && !modified) move(next, shift);
    else if (key === 'a' && modified) onSelect('all');
    else if (modified) return false;
    else if (key === 'Enter' || key === 'ArrowRight') open(active);
    else if (key === 'Backspace' || key === 'ArrowLeft') props.onUp();
    else if (key === ' ') onSelect({ index: active, range: shift });
    else if (key === 'Escape') onSelect('none');
    else return props.onRowKey(key, active);
    return true;
  };
  const every = total > 0 && selection.size === total;
  return (
    <div
      ref={frame}
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto outline-none [scrollbar-gutter:stable]"
      onKeyDown={(event) => {
        const { target, currentTarget } = event;
        const onRow = target instanceof HTMLElement && target.dataset['index'] !== undefined;
        if (!onRow && target !== currentTarget) return;
        if (onKey(event.key, event.ctrlKey || event.metaKey, event.shiftKey)) event.preventDefault();
      }}
      onContextMenu={(event) => {
        const row =
          event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null;
        if (row === null) return;
        event.preventDefault();
        const index = Number(row.dataset['index']);
        onActive(index);
        props.onMenu(index, pointOf(event, row));
      }}
    >
      <table
        aria-label={label}
        aria-rowcount={total + 1}
        aria-multiselectable
        className="w-full table-fixed border-collapse"
      >
        <thead className="sticky top-0 z-10 bg-canvas">
          <tr className="h-8 shadow-[inset_0_-1px_0_var(--line)]">
            <th className="w-11 pl-5 text-left leading-none">
              <Checkbox
                label="Select all"
                checked={every ? true : selection.size > 0 ? 'indeterminate' : false}
                onChange={() => onSelect(every ? 'none' : 'all')}
              />
            </th>
            <Head sort="name" {...props}>
              Name
            </Head>
            {marked ? (
              <th scope="col" className="w-10 px-2 text-left text-xs font-medium text-ink-3">
                <span className="sr-only">Change</span>
              </th>
            ) : null}
            <Head sort="size" className="w-24 text-right" {...props}>
              Size
            </Head>
            <Head sort="mtime" className="w-32" {...props}>
              Modified
            </Head>
            {wide ? (
              <>
                <th scope="col" className="w-26 px-2 text-left text-xs font-medium text-ink-3">
                  Mode
                </th>
                <th scope="col" className="w-24 px-2 text-left text-xs font-medium text-ink-3">
                  Owner
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          <Spacer height={rows[0]?.start ?? 0} />
          {rows.map(({ index }) => {
            const entry = entries.at(index);
            return (
              <FileRow
                key={index}
                entry={entry}
                index={index}
                selected={entry !== undefined && selection.has(entry.path)}
                open={entry !== undefined && entry.path === props.openPath}
                reachable={index === active}
                marked={marked}
                wide={wide}
                address={props.addressAt(index)}
                onToggle={toggle}
                onOpen={open}
                onActivate={activate}
              />
            );
          })}
          <Spacer height={virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
}

function Head({
  sort,
  view,
  onView,
  className,
  children,
}: Pick<FileTableProps, 'view' | 'onView'> & {
  readonly sort: FolderView['sort'];
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const sorted = view.sort === sort;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (view.descending ? 'descending' : 'ascending') : undefined}
      className={cx('truncate px-2 text-left text-xs font-medium text-ink-3', className)}
    >
      <button
        type="button"
        // The largest and the newest are what somebody looks for.
        onClick={() => onView({ sort, descending: sorted ? !view.descending : sort !== 'name' })}
        className={cx(
          'group -mx-1 inline-flex max-w-full items-center gap-1 rounded-sm px-1 hover:text-ink',
          sorted && 'text-ink',
        )}
      >
        {children}
        <span className={cx(!sorted && 'opacity-0 group-hover:opacity-40')}>
          {view.descending ? <ChevronDown size={13} /> : <ChevronUp size={13} />}
        </span>
      </button>
    </th>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}
