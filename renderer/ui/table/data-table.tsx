import { type RowData, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { MenuEntry } from '../menu-items.ts';
import { GroupRow } from './group-row.tsx';
import { type Selection, toggled, withAll } from './selection.ts';
import { type Columns, features } from './table-features.ts';
import { TableHead } from './table-head.tsx';
import { tableItems } from './table-items.ts';
import { handleTableKey } from './table-keys.ts';
import { ROW_HEIGHT, TableRow } from './table-row.tsx';

export interface DataTableView {
  readonly sorting: readonly { readonly id: string; readonly desc: boolean }[];
  readonly selection: Selection;
  readonly active: string | undefined;
  readonly scrollTop: number;
  readonly folded: readonly string[];
}

interface DataTableProps<T extends RowData> {
  readonly label: string;
  readonly columns: Columns<T>;
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly nameOf: (row: T) => string;
  readonly view: DataTableView;
  readonly onViewChange: (change: Partial<DataTableView>) => void;
  readonly menu: (row: T) => readonly MenuEntry[];
  readonly onOpen: (row: T) => void;
  readonly onRowKey?: (event: KeyboardEvent, row: T) => boolean;
  readonly groupOf?: ((row: T) => string | undefined) | undefined;
  readonly groupSummary?: (rows: readonly T[]) => ReactNode;
  readonly groupActions?: (rows: readonly T[]) => ReactNode;
}

export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, columns, rows, idOf, nameOf, view, onViewChange, menu, onOpen, groupOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | undefined>(undefined);
  const sorting = useMemo(() => [...view.sorting], [view.sorting]);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: idOf,
    state: { sorting, rowSelection: view.selection },
    onSortingChange: (update) =>
      onViewChange({ sorting: typeof update === 'function' ? update(sorting) : update }),
    onRowSelectionChange: (update) =>
      onViewChange({ selection: typeof update === 'function' ? update(view.selection) : update }),
  });
  const sorted = table.getRowModel().rows;
  const items = useMemo(
    () => tableItems(sorted, groupOf && ((row) => groupOf(row.original)), view.folded),
    [sorted, groupOf, view.folded],
  );
  const order = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : [])), [items]);
  const byId = useMemo(() => new Map(rows.map((row) => [idOf(row), row])), [rows, idOf]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialOffset: view.scrollTop,
    scrollPaddingStart: 36,
  });
  useScrollMemory(scroller, (scrollTop) => onViewChange({ scrollTop }));

  const reachable = view.active !== undefined && byId.has(view.active) ? view.active : order[0];
  const virtual = virtualizer.getVirtualItems();
  const before = virtual[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (virtual.at(-1)?.end ?? 0);

  function focusRow(id: string): void {
    virtualizer.scrollToIndex(items.findIndex((item) => item.kind === 'row' && item.row.id === id));
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)?.focus();
    });
  }

  function toggle(id: string, range: boolean): void {
    onViewChange({ selection: toggled(view.selection, order, id, range ? anchor.current : undefined) });
    anchor.current = id;
  }

  function open(id: string): void {
    const row = byId.get(id);
    if (row !== undefined) onOpen(row);
  }

  return (
    <div ref={scroller} className="@container min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <table
        aria-label={label}
        aria-rowcount={items.length + 1}
        aria-multiselectable
        className="w-full table-fixed border-collapse"
      >
        <TableHead table={table} />
        <tbody
          onKeyDown={(event) =>
            handleTableKey(event, {
              order,
              active: reachable,
              pageSize: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1),
              onMove: (id, extend) => {
                if (extend && reachable !== undefined)
                  onViewChange({ active: id, selection: withAll(view.selection, [reachable, id], true) });
                else onViewChange({ active: id });
                focusRow(id);
              },
              onToggle: (id) => toggle(id, event.shiftKey),
              onToggleAll: () => onViewChange({ selection: withAll({}, order, true) }),
              onClear: () => onViewChange({ selection: {} }),
              onOpen: open,
              onRowKey: (pressed, id) => {
                const row = byId.get(id);
                return row !== undefined && props.onRowKey?.(pressed, row) === true;
              },
            })
          }
        >
          <Spacer height={before} />
          {virtual.map(({ index, key }) => {
            const item = items[index];
            if (item === undefined) return null;
            if (item.kind === 'group') {
              const members = item.rows.map((row) => row.original);
              const fold = item.folded
                ? view.folded.filter((name) => name !== item.name)
                : [...view.folded, item.name];
              return (
                <GroupRow
                  key={`group ${item.name}`}
                  name={item.name}
                  summary={props.groupSummary?.(members)}
                  actions={props.groupActions?.(members)}
                  folded={item.folded}
                  columns={columns.length + 1}
                  onToggle={() => onViewChange({ folded: fold })}
                />
              );
            }
            return (
              <TableRow
                key={item.row.id === '' ? key : item.row.id}
                table={table}
                row={item.row}
                name={nameOf(item.row.original)}
                index={index}
                active={item.row.id === view.active}
                reachable={item.row.id === reachable}
                indented={item.indented}
                menu={menu}
                onActivate={(id) => id !== view.active && onViewChange({ active: id })}
                onToggle={toggle}
                onOpen={onOpen}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

function useScrollMemory(
  scroller: React.RefObject<HTMLDivElement | null>,
  keep: (scrollTop: number) => void,
) {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let top = element.scrollTop;
    const note = () => {
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      element.removeEventListener('scroll', note);
      latest.current(top);
    };
  }, [scroller]);
}
