import type { RowData } from '@tanstack/react-table';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useStableCallback } from '../use-stable-callback.ts';
import type { DataTableProps } from './data-table.tsx';
import { GroupRow } from './group-row.tsx';
import { TableRow } from './table-row.tsx';
import type { TableModel } from './use-table-model.ts';

interface TableBodyProps<T extends RowData> {
  readonly props: DataTableProps<T>;
  readonly model: TableModel<T>;
  readonly virtual: readonly VirtualItem[];
  readonly totalSize: number;
  /** The one row that the Tab key reaches. */
  readonly reachable: string | undefined;
  readonly onToggle: (id: string, range: boolean) => void;
  readonly onOpen: (id: string) => void;
}

/** The rows in sight, between two spacers that stand for the others. */
export function TableBody<T extends RowData>(body: TableBodyProps<T>) {
  const { props, model, virtual, totalSize, reachable } = body;
  const { view, onViewChange, nameOf } = props;
  const activate = useStableCallback((id: string) => {
    if (id !== view.active) onViewChange({ active: id });
  });
  const toggle = useStableCallback(body.onToggle);
  const open = useStableCallback(body.onOpen);
  return (
    <>
      <Spacer height={virtual[0]?.start ?? 0} />
      {virtual.map(({ index }) => {
        const item = model.items[index];
        if (item === undefined) return null;
        if (item.kind === 'group') {
          const members = item.rows.map((row) => row.original);
          return (
            <GroupRow
              key={`group ${item.name}`}
              name={item.name}
              summary={props.groupSummary?.(members)}
              actions={props.groupActions?.(members)}
              folded={item.folded}
              columns={model.shown.length + 1}
              onToggle={() => onViewChange({ folded: turned(view.folded, item.name) })}
            />
          );
        }
        const { id, original } = item.row;
        return (
          <TableRow
            key={id}
            row={item.row}
            columns={model.shown}
            name={nameOf(original)}
            index={index}
            selected={view.selection[id] === true}
            active={id === view.active}
            reachable={id === reachable}
            indented={item.indented}
            onActivate={activate}
            onToggle={toggle}
            onOpen={open}
          />
        );
      })}
      <Spacer height={totalSize - (virtual.at(-1)?.end ?? 0)} />
    </>
  );
}

function turned(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}
