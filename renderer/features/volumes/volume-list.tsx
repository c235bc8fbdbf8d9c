import { Database, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { ListFrame } from '../../ui/table/list-frame.tsx';
import { RemoveSelected } from '../../ui/table/remove-selected.tsx';
import { RemoveUnused } from '../../ui/table/remove-unused.tsx';
import { SelectionToolbar } from '../../ui/table/selection-toolbar.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { useVolumes } from './queries.ts';
import { useVolumeActions } from './use-volume-actions.tsx';
import { VOLUME_TABLE, VolumeTable } from './volume-table.tsx';
import { filterVolumes } from './volume-view.ts';

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
  const selected = shown.filter(({ name }) => selection[name] === true);
  const unused = volumes.filter(({ users }) => users.length === 0);
  const bytes = volumes.reduce((sum, volume) => sum + (volume.bytes ?? 0), 0);
  return (
    <>
      <ListFrame
        noun="volume"
        placeholder="Filter by name, container or project"
        view={{ filter, show }}
        onView={(change) => updateTableView(VOLUME_TABLE, change)}
        options={SHOW}
        isEmpty={shown.length === 0}
        aside={
          selected.length === 0 ? (
            <>
              <RemoveUnused count={unused.length} onRemove={() => actions.remove(unused)} />
              <span className="text-xs whitespace-nowrap text-ink-3">
                {counted(volumes.length, 'volume')}, {formatBytes(bytes)}
              </span>
            </>
          ) : (
            <SelectionToolbar
              nouns="volumes"
              count={selected.length}
              onClear={() => updateTableView(VOLUME_TABLE, { selection: {} })}
            >
              <RemoveSelected onRemove={() => actions.remove(selected)} />
            </SelectionToolbar>
          )
        }
      >
        <VolumeTable volumes={shown} actions={actions} />
      </ListFrame>
      {dialog}
    </>
  );
}
