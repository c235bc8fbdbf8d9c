import { Database, Eraser, Plus, SearchX, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { useVolumes } from './queries.ts';
import { useVolumeActions } from './use-volume-actions.tsx';
import type { VolumeActions } from './volume-menu.tsx';
import { VOLUME_TABLE, VolumeTable } from './volume-table.tsx';
import { filterVolumes, type VolumeView } from './volume-view.ts';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'used', title: 'In use' },
  { value: 'unused', title: 'Unused' },
] as const;

export function VolumeList({ onCreate }: { readonly onCreate: () => void }) {
  const { volumes, error, refetch } = useVolumes();
  const { filter, show, selection } = useTableView(VOLUME_TABLE);
  const { actions, dialog } = useVolumeActions();
  const shown = useMemo(() => filterVolumes(volumes ?? [], filter, show), [volumes, filter, show]);

  if (volumes === undefined) {
    if (error !== null) return <LoadFailed what="The volumes" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading volumes" />;
  }
  if (volumes.length === 0) {
    return (
      <EmptyState
        icon={<Database size={24} />}
        title="No volumes yet"
        actions={
          <Button variant="primary" icon={<Plus size={15} />} onClick={onCreate}>
            Create a volume
          </Button>
        }
      >
        A volume keeps files when the container that wrote them is gone. Create one here, or name one when you
        run a container.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label="Filter volumes"
          placeholder="Filter by name, container or project"
          value={filter}
          onChange={(value) => updateTableView(VOLUME_TABLE, { filter: value })}
          className="w-80 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={SHOW.find(({ value }) => value === show)?.value ?? 'all'}
          options={SHOW}
          onChange={(value) => updateTableView(VOLUME_TABLE, { show: value })}
        />
        <div className="ml-auto flex items-center gap-1.5">
          <ListActions
            all={volumes}
            selected={shown.filter(({ name }) => selection[name] === true)}
            actions={actions}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title="No volume matches"
          actions={
            <Button onClick={() => updateTableView(VOLUME_TABLE, { filter: '', show: 'all' })}>
              Show all volumes
            </Button>
          }
        />
      ) : (
        <VolumeTable volumes={shown} actions={actions} />
      )}
      {dialog}
    </>
  );
}

interface ListActionsProps {
  readonly all: readonly VolumeView[];
  readonly selected: readonly VolumeView[];
  readonly actions: VolumeActions;
}

function ListActions({ all, selected, actions }: ListActionsProps) {
  if (selected.length > 0) {
    return (
      <div role="toolbar" aria-label="Selected volumes" className="flex items-center gap-1.5">
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
          onClick={() => updateTableView(VOLUME_TABLE, { selection: {} })}
        />
      </div>
    );
  }
  const unused = all.filter(({ users }) => users.length === 0);
  const bytes = all.reduce((sum, volume) => sum + (volume.bytes ?? 0), 0);
  return (
    <>
      {unused.length === 0 ? null : (
        <Button size="sm" variant="quiet" icon={<Eraser size={14} />} onClick={() => actions.remove(unused)}>
          Remove {unused.length} unused
        </Button>
      )}
      <span className="text-xs whitespace-nowrap text-ink-3">
        {counted(all.length, 'volume')}, {formatBytes(bytes)}
      </span>
    </>
  );
}
