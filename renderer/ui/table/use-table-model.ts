import { type RowData, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { DataTableProps } from './data-table.tsx';
import { features } from './table-features.ts';
import { tableItems } from './table-items.ts';

/** The table's rows in order, as items to show; columns that the width has no room for are left out. */
export function useTableModel<T extends RowData>(props: DataTableProps<T>, width: number) {
  const { columns, rows, idOf, view, onViewChange, groupOf } = props;
  const sorting = useMemo(() => [...view.sorting], [view.sorting]);
  const narrowest = columns.map(({ meta }) => meta?.from ?? 0).filter((from) => from <= width);
  const shown = useMemo(
    () => columns.filter(({ meta }) => narrowest.includes(meta?.from ?? 0)),
    // oxlint-disable-next-line react/exhaustive-deps -- the list is new each time, its contents rarely are
    [columns, narrowest.join()],
  );
  const table = useTable({
    features,
    columns: shown,
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
  return { table, items, order, byId, shown };
}

export type TableModel<T extends RowData> = ReturnType<typeof useTableModel<T>>;
