import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../ui/table/data-table.tsx';
import { networkColumns } from './network-columns.tsx';
import { type NetworkActions, networkMenu, takesMembers } from './network-menu.tsx';
import type { NetworkView } from './network-view.ts';

interface NetworkTableProps {
  readonly networks: readonly NetworkView[];
  readonly actions: NetworkActions;
}

export const NETWORK_TABLE = 'networks';

const idOf = ({ id }: NetworkView) => id;
const nameOf = ({ name }: NetworkView) => name;
const keepView = (change: Partial<DataTableView>) => updateTableView(NETWORK_TABLE, change);

export function NetworkTable({ networks, actions }: NetworkTableProps) {
  const view = useTableView(NETWORK_TABLE);
  const columns = useMemo(() => networkColumns(actions), [actions]);
  return (
    <DataTable
      label="Networks"
      columns={columns}
      rows={networks}
      idOf={idOf}
      nameOf={nameOf}
      view={view}
      onViewChange={keepView}
      menu={(network) => networkMenu(network, actions)}
      onOpen={actions.open}
      onRowKey={({ key }, network) => {
        if (key === 'Delete' && !network.predefined) actions.remove([network]);
        else if (key === 'c' && takesMembers(network)) actions.connect(network);
        else if (key === 'i') actions.open(network, 'inspect');
        else return false;
        return true;
      }}
    />
  );
}
