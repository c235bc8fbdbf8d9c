import { FlexRender, type Row, type RowData } from '@tanstack/react-table';
import { memo } from 'react';
import { Checkbox } from '../checkbox.tsx';
import { cx } from '../cx.ts';
import type { Columns, Features } from './table-features.ts';

interface TableRowProps<T extends RowData> {
  readonly row: Row<Features, T>;
  /** The cells come from the row; this says when they are others. */
  readonly columns: Columns<T>;
  readonly name: string;
  readonly index: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly reachable: boolean;
  readonly indented: boolean;
  readonly onActivate: (id: string) => void;
  readonly onToggle: (id: string, range: boolean) => void;
  readonly onOpen: (id: string) => void;
}

export const ROW_HEIGHT = 38;

function PlainTableRow<T extends RowData>(props: TableRowProps<T>) {
  const { row, name, index, selected, active, reachable, indented, onActivate, onToggle, onOpen } = props;
  return (
    <tr
      data-row-id={row.id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      style={{ height: ROW_HEIGHT }}
      onMouseDown={() => onActivate(row.id)}
      onFocus={(event) => event.target === event.currentTarget && onActivate(row.id)}
      onDoubleClick={(event) => isPlain(event.target) && onOpen(row.id)}
      className={cx(
        'shadow-[inset_0_-1px_0_var(--line)] focus-visible:-outline-offset-2',
        selected ? 'bg-accent-soft' : active ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      <td className="pl-5 leading-none">
        <Checkbox
          label={`Select ${name}`}
          checked={selected}
          tabIndex={-1}
          onClick={(event) => onToggle(row.id, event.shiftKey)}
        />
      </td>
      {row.getAllCells().map((cell, at) => {
        const { className, cellClassName } = cell.column.columnDef.meta ?? {};
        return (
          <td
            key={cell.id}
            className={cx('truncate pr-2', indented && at === 0 ? 'pl-7' : 'pl-2', className, cellClassName)}
          >
            <FlexRender cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}

export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

/** A click that was not meant for a control inside the row. */
function isPlain(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') === null;
}
