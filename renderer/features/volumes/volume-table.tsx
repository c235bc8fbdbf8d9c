import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../ui/table/data-table.tsx';
import { volumeColumns } from './volume-columns.tsx';
import { type VolumeActions, volumeMenu } from './volume-menu.tsx';
import type { VolumeView } from './volume-view.ts';

interface VolumeTableProps {
  readonly volumes: readonly VolumeView[];
  readonly actions: VolumeActions;
}

export const VOLUME_TABLE = 'volumes';

const idOf = ({ name }: VolumeView) => name;
const nameOf = ({ label }: VolumeView) => label;
const keepView = (change: Partial<DataTableView>) => updateTableView(VOLUME_TABLE, change);

export function VolumeTable({ volumes, actions }: VolumeTableProps) {
  const view = useTableView(VOLUME_TABLE);
  const columns = useMemo(() => volumeColumns(actions), [actions]);
  return (
    <DataTable
      label="Volumes"
      columns={columns}
      rows={volumes}
      idOf={idOf}
      nameOf={nameOf}
      view={view}
      onViewChange={keepView}
      menu={(volume) => volumeMenu(volume, actions)}
      onOpen={actions.open}
      onRowKey={({ key }, volume) => {
        if (key === 'Delete') actions.remove([volume]);
        else if (key === 's') actions.open(volume, 'snapshots');
        else if (key === 'i') actions.open(volume, 'inspect');
        else return false;
        return true;
      }}
    />
  );
}
