import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../ui/table/data-table.tsx';
import { buildColumns } from './build-columns.tsx';
import { type BuildActions, buildMenu } from './build-menu.tsx';
import type { BuildView } from './build-view.ts';

interface BuildTableProps {
  readonly builds: readonly BuildView[];
  readonly actions: BuildActions;
}

export const BUILD_TABLE = 'builds';

const idOf = ({ id }: BuildView) => id;
const nameOf = ({ name }: BuildView) => name;
const keepView = (change: Partial<DataTableView>) => updateTableView(BUILD_TABLE, change);

export function BuildTable({ builds, actions }: BuildTableProps) {
  const view = useTableView(BUILD_TABLE);
  const columns = useMemo(() => buildColumns(actions), [actions]);
  return (
    <DataTable
      label="Builds"
      columns={columns}
      rows={builds}
      idOf={idOf}
      nameOf={nameOf}
      view={view}
      onViewChange={keepView}
      menu={(build) => buildMenu(build, actions)}
      onOpen={actions.open}
      onRowKey={({ key }, build) => {
        if (key !== 'Delete' || build.state === 'running') return false;
        actions.remove([build]);
        return true;
      }}
    />
  );
}
