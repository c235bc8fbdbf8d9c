import type { ReactTable, RowData } from '@tanstack/react-table';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Checkbox } from '../checkbox.tsx';
import { cx } from '../cx.ts';
import type { Features } from './table-features.ts';

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

export function TableHead<T extends RowData>({ table }: { readonly table: ReactTable<Features, T> }) {
  const some = table.getIsSomeRowsSelected();
  const every = table.getRowModel().rows.length > 0 && table.getIsAllRowsSelected();
  return (
    <thead className="sticky top-0 z-10 bg-canvas">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} className="h-8 shadow-[inset_0_-1px_0_var(--line)]">
          <th className="w-11 pl-5 text-left leading-none">
            <Checkbox
              label="Select all"
              checked={every ? true : some ? 'indeterminate' : false}
              onChange={() => table.toggleAllRowsSelected(!every)}
            />
          </th>
          {group.headers.map((header) => {
            const sorted = header.column.getIsSorted();
            const look = header.column.columnDef.meta?.className;
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={sorted === false ? undefined : ARIA_SORT[sorted]}
                className={cx('truncate px-2 text-left text-xs font-medium text-ink-3', look)}
              >
                {header.column.getCanSort() ? (
                  <button
                    type="button"
                    onClick={header.column.getToggleSortingHandler()}
                    className={cx(
                      'group -mx-1 inline-flex max-w-full items-center gap-1 rounded-sm px-1 hover:text-ink',
                      sorted !== false && 'text-ink',
                    )}
                  >
                    <table.FlexRender header={header} />
                    <span className={cx(sorted === false && 'opacity-0 group-hover:opacity-40')}>
                      {sorted === 'desc' ? <ChevronDown size={13} /> : <ChevronUp size={13} />}
                    </span>
                  </button>
                ) : (
                  <table.FlexRender header={header} />
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}
