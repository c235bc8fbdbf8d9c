import { Eraser, SearchX, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import { openCreateNetwork } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
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
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label="Filter networks"
          placeholder="Filter by name, subnet, container"
          value={filter}
          onChange={(value) => updateTableView(NETWORK_TABLE, { filter: value })}
          className="w-72 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={SHOW.find(({ value }) => value === show)?.value ?? 'all'}
          options={SHOW}
          onChange={(value) => updateTableView(NETWORK_TABLE, { show: value })}
        />
        <div className="ml-auto flex items-center gap-1.5">
          {selected.length > 0 ? (
            <div role="toolbar" aria-label="Selected networks" className="flex items-center gap-1.5">
              <span className="px-1.5 text-sm text-ink-2">{selected.length} selected</span>
              <Button
                size="sm"
                icon={<Trash2 size={15} />}
                className="text-bad"
                onClick={() => actions.remove(selected)}
              >
                Remove
              </Button>
              <IconButton
                size="sm"
                label="Clear selection"
                icon={<X size={15} />}
                onClick={() => updateTableView(NETWORK_TABLE, { selection: {} })}
              />
            </div>
          ) : (
            <>
              {unused.length === 0 ? null : (
                <Button
                  size="sm"
                  variant="quiet"
                  icon={<Eraser size={14} />}
                  onClick={() => actions.remove(unused)}
                >
                  Remove {unused.length} unused
                </Button>
              )}
              <span className="text-xs whitespace-nowrap text-ink-3">
                {shown.length === networks.length
                  ? counted(networks.length, 'network')
                  : `${shown.length} of ${counted(networks.length, 'network')}`}
              </span>
            </>
          )}
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title="No network matches"
          actions={
            <Button onClick={() => updateTableView(NETWORK_TABLE, { filter: '', show: 'all' })}>
              Show all networks
            </Button>
          }
        />
      ) : (
        <NetworkTable networks={shown} actions={actions} />
      )}
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
