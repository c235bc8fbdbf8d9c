import { useMemo } from 'react';
import { openCreateNetwork } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { ListCount } from '../../ui/table/list-count.tsx';
import { ListFrame } from '../../ui/table/list-frame.tsx';
import { RemoveSelected } from '../../ui/table/remove-selected.tsx';
import { RemoveUnused } from '../../ui/table/remove-unused.tsx';
import { SelectionToolbar } from '../../ui/table/selection-toolbar.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { NETWORK_TABLE, NetworkTable } from './network-table.tsx';
import { filterNetworks, isUnused } from './network-view.ts';
import { useNetworks } from './queries.ts';
import { useNetworkActions } from './use-network-actions.tsx';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'used', title: 'In use' },
  { value: 'unused', title: 'Unused' },
] as const;

export function NetworkList() {
  const { networks, error, refetch } = useNetworks();
  const { filter, show, selection } = useTableView(NETWORK_TABLE);
  const { actions, dialog } = useNetworkActions();
  const shown = useMemo(() => filterNetworks(networks ?? [], filter, show), [networks, filter, show]);
  const selected = shown.filter(({ id, predefined }) => selection[id] === true && !predefined);
  if (networks === undefined) {
    if (error !== null)
      return <LoadFailed what="The networks" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading networks" />;
  }
  const unused = networks.filter(isUnused);
  return (
    <>
      <ListFrame
        noun="network"
        placeholder="Filter by name, subnet, container"
        view={{ filter, show }}
        onView={(change) => updateTableView(NETWORK_TABLE, change)}
        options={SHOW}
        isEmpty={shown.length === 0}
        aside={
          selected.length === 0 ? (
            <>
              <RemoveUnused count={unused.length} onRemove={() => actions.remove(unused)} />
              <ListCount noun="network" shown={shown.length} all={networks.length} />
            </>
          ) : (
            <SelectionToolbar
              nouns="networks"
              count={selected.length}
              onClear={() => updateTableView(NETWORK_TABLE, { selection: {} })}
            >
              <RemoveSelected onRemove={() => actions.remove(selected)} />
            </SelectionToolbar>
          )
        }
      >
        <NetworkTable networks={shown} actions={actions} />
      </ListFrame>
      {networks.every(({ predefined }) => predefined) ? (
        <p className="flex shrink-0 items-center gap-3 border-t border-line px-5 py-2.5 text-xs text-ink-2">
          Containers on a network of their own find each other by name, and no other network reaches them.
          <Button size="sm" className="ml-auto" onClick={openCreateNetwork}>
            Create a network
          </Button>
        </p>
      ) : null}
      {dialog}
    </>
  );
}
