import { useQuery } from '@tanstack/react-query';
import { Camera, HardDrive } from 'lucide-react';
import { useState } from 'react';
import type { VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { EngineError, isNotFound, sentence } from '../../bridge/engine-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { snapshotSizesQuery, snapshotsQuery, useVolumes } from './queries.ts';
import { RollBackDialog } from './roll-back-dialog.tsx';
import { SnapshotEntry } from './snapshot-entry.tsx';
import { TakeSnapshot } from './take-snapshot.tsx';
import { useVolumeActions } from './use-volume-actions.tsx';

/** The volume's earlier states on a line in time, the newest first. */
export function SnapshotsPanel({ name }: { readonly name: string }) {
  const { data, error, refetch } = useQuery(snapshotsQuery(name));
  const { data: sizes } = useQuery({
    ...snapshotSizesQuery(name),
    enabled: data !== undefined && data.snapshots.length > 0,
  });
  const { volumes } = useVolumes();
  const { actions, dialog } = useVolumeActions();
  const [rolling, setRolling] = useState<VolumeSnapshot>();
  if (data === undefined) {
    if (error === null) return <TableSkeleton label="Loading snapshots" />;
    if (isNotFound(error) || (error instanceof EngineError && error.status === 501)) {
      return <NoSnapshots error={error} />;
    }
    return <LoadFailed what="The snapshots" error={error} onRetry={() => void refetch()} />;
  }
  const newestFirst = data.snapshots.toReversed();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="max-w-4xl px-5 py-4">
        <TakeSnapshot name={name} volume={volumes?.find((view) => view.name === name)} />
        {newestFirst.length === 0 ? (
          <p className="border-l border-line py-4 pl-6 text-sm text-ink-2">
            No snapshots yet. One is taken by itself before a roll back, an import, and before the volume is
            emptied.
          </p>
        ) : (
          <ol aria-label="Snapshots">
            {newestFirst.map((snapshot) => (
              <SnapshotEntry
                key={snapshot.id}
                snapshot={snapshot}
                size={sizes?.find(({ id }) => id === snapshot.id)}
                others={newestFirst}
                onRollBack={setRolling}
                onAsk={actions.ask}
              />
            ))}
          </ol>
        )}
        <footer className="mt-6 flex max-w-2xl flex-col gap-1.5 border-t border-line pt-3 text-xs text-ink-3">
          <p>{data.why}</p>
          <p>{data.exactness}</p>
        </footer>
      </div>
      {rolling === undefined ? null : (
        <RollBackDialog name={name} snapshot={rolling} onClose={() => setRolling(undefined)} />
      )}
      {dialog}
    </div>
  );
}

/** Other engines have no snapshots, and volumes that are mounts of something else have none either. */
function NoSnapshots({ error }: { readonly error: Error }) {
  const isMount = error instanceof EngineError && error.status === 501;
  return (
    <EmptyState
      icon={isMount ? <HardDrive size={24} /> : <Camera size={24} />}
      title={isMount ? 'A mount has no snapshots' : 'This engine takes no snapshots'}
    >
      {isMount ? sentence(error) : 'Only Gantry’s own engine keeps earlier states of volumes.'}
    </EmptyState>
  );
}
