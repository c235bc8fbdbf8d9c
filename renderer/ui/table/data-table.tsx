import type { RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MenuEntry } from '../menu-items.tsx';
import { type MenuPoint, PointMenu, pointOf } from '../point-menu.tsx';
import { useWidth } from '../use-width.ts';
import { RowMenuContext } from './row-menu-button.tsx';
import { type Selection, toggled, withAll } from './selection.ts';
import { TableBody } from './table-body.tsx';
import type { Columns } from './table-features.ts';
import { TableHead } from './table-head.tsx';
import { handleTableKey } from './table-keys.ts';
import { ROW_HEIGHT } from './table-row.tsx';
import { useRowFocus } from './use-row-focus.ts';
import { useTableModel } from './use-table-model.ts';

/** What a person did to the table; kept by whoever shows it. */
export interface DataTableView {
  readonly sorting: readonly { readonly id: string; readonly desc: boolean }[];
  readonly selection: Selection;
  readonly active: string | undefined;
  readonly scrollTop: number;
  readonly folded: readonly string[];
}

export interface DataTableProps<T extends RowData> {
  readonly label: string;
  readonly columns: Columns<T>;
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly nameOf: (row: T) => string;
  readonly view: DataTableView;
  readonly onViewChange: (change: Partial<DataTableView>) => void;
  readonly menu: (row: T) => readonly MenuEntry[];
  readonly onOpen: (row: T) => void;
  /** True when the key meant something for the row. */
  readonly onRowKey?: (event: KeyboardEvent, row: T) => boolean;
  readonly groupOf?: ((row: T) => string | undefined) | undefined;
  readonly groupSummary?: (rows: readonly T[]) => ReactNode;
  readonly groupActions?: (rows: readonly T[]) => ReactNode;
}

export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, view, onViewChange, onOpen, onRowKey, menu } = props;
  const frame = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | undefined>(undefined);
  const [opened, setOpened] = useState<{ readonly id: string; readonly at: MenuPoint }>();
  const model = useTableModel(props, useWidth(frame));
  const { items, order, byId } = model;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialOffset: view.scrollTop,
    scrollPaddingStart: 36,
  });
  const { focusRow, ...focusWatch } = useRowFocus(frame);
  const keepPlace = useEffectEvent(() => onViewChange({ scrollTop: virtualizer.scrollOffset ?? 0 }));
  useEffect(() => () => keepPlace(), []);
  const opener = useMemo(() => ({ openRowMenu: (id: string, at: MenuPoint) => setOpened({ id, at }) }), []);
  const reachable = view.active !== undefined && byId.has(view.active) ? view.active : order[0];

  function move(id: string, extend: boolean): void {
    const selection =
      extend && reachable !== undefined ? withAll(view.selection, [reachable, id], true) : view.selection;
    onViewChange({ active: id, selection });
    virtualizer.scrollToIndex(items.findIndex((item) => item.kind === 'row' && item.row.id === id));
    focusRow(id);
  }

  function toggle(id: string, range: boolean): void {
    onViewChange({ selection: toggled(view.selection, order, id, range ? anchor.current : undefined) });
    anchor.current = id;
  }

  function withRow<R>(id: string | undefined, act: (row: T) => R): R | undefined {
    const row = id === undefined ? undefined : byId.get(id);
    return row === undefined ? undefined : act(row);
  }

  return (
    <RowMenuContext value={opener}>
      <div
        ref={frame}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto outline-none [scrollbar-gutter:stable]"
        {...focusWatch}
        onKeyDown={(event) =>
          handleTableKey(event, {
            order,
            active: reachable,
            pageSize: Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1),
            onMove: move,
            onToggle: (id) => toggle(id, event.shiftKey),
            onToggleAll: () => onViewChange({ selection: withAll({}, order, true) }),
            onClear: () => onViewChange({ selection: {} }),
            onOpen: (id) => withRow(id, onOpen),
            onRowKey: (pressed, id) => withRow(id, (row) => onRowKey?.(pressed, row)) === true,
          })
        }
        onContextMenu={(event) => {
          const row =
            event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-id]') : null;
          const id = row?.dataset['rowId'];
          if (row === null || id === undefined) return;
          event.preventDefault();
          onViewChange({ active: id });
          setOpened({ id, at: pointOf(event, row) });
        }}
      >
        <table
          aria-label={label}
          aria-rowcount={items.length + 1}
          aria-multiselectable
          className="w-full table-fixed border-collapse"
        >
          <TableHead table={model.table} />
          <tbody>
            <TableBody
              props={props}
              model={model}
              virtual={virtualizer.getVirtualItems()}
              totalSize={virtualizer.getTotalSize()}
              reachable={reachable}
              onToggle={toggle}
              onOpen={(id) => withRow(id, onOpen)}
            />
          </tbody>
        </table>
      </div>
      <PointMenu
        at={opened?.at}
        entries={() => withRow(opened?.id, menu) ?? []}
        onClose={() => setOpened(undefined)}
      />
    </RowMenuContext>
  );
}
