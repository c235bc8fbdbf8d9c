import type { ReactTable, Row, RowData } from '@tanstack/react-table';
import { Checkbox } from '../checkbox.tsx';
import { ContextMenu } from '../context-menu.tsx';
import { cx } from '../cx.ts';
import type { MenuEntry } from '../menu-items.ts';
import type { Features } from './table-features.ts';

interface TableRowProps<T extends RowData> {
  readonly table: ReactTable<Features, T>;
  readonly row: Row<Features, T>;
  readonly name: string;
  readonly index: number;
  readonly active: boolean;
  readonly reachable: boolean;
  readonly indented: boolean;
  readonly menu: (row: T) => readonly MenuEntry[];
  readonly onActivate: (id: string) => void;
  readonly onToggle: (id: string, range: boolean) => void;
  readonly onOpen: (row: T) => void;
}

export const ROW_HEIGHT = 38;

export function TableRow<T extends RowData>(props: TableRowProps<T>) {
  const { table, row, name, index, active, reachable, indented, menu, onActivate, onToggle, onOpen } = props;
  const selected = row.getIsSelected();
  return (
    <ContextMenu entries={() => menu(row.original)} onOpen={() => onActivate(row.id)}>
      <tr
        data-row-id={row.id}
        aria-rowindex={index + 2}
        aria-selected={selected}
        tabIndex={reachable ? 0 : -1}
        style={{ height: ROW_HEIGHT }}
        onMouseDown={() => onActivate(row.id)}
        onFocus={(event) => event.target === event.currentTarget && onActivate(row.id)}
        onDoubleClick={(event) => isPlain(event.target) && onOpen(row.original)}
        className={cx(
          'group/row shadow-[inset_0_-1px_0_var(--line)] focus-visible:-outline-offset-2',
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
              className={cx(
                'truncate pr-2',
                indented && at === 0 ? 'pl-7' : 'pl-2',
                className,
                cellClassName,
              )}
            >
              <table.FlexRender cell={cell} />
            </td>
          );
        })}
      </tr>
    </ContextMenu>
  );
}

/** A click that was not meant for a control inside the row. */
function isPlain(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') === null;
}
