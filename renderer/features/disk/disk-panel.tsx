import { useQuery } from '@tanstack/react-query';
import { HardDrive, RotateCw } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { DiskMap } from './disk-map.tsx';
import { diskQuery } from './queries.ts';
import { ReclaimPanel } from './reclaim-panel.tsx';

const PARTS = [
  { value: 'map', title: 'Map' },
  { value: 'reclaim', title: 'Reclaim space' },
] as const;

export function DiskPanel() {
  const { data, error, refetch, isFetching } = useQuery(diskQuery);
  const [params, setParams] = useSearchParams();
  const part = params.get('part') === 'reclaim' ? 'reclaim' : 'map';
  if (data === undefined) {
    if (isNotFound(error)) {
      return (
        <EmptyState icon={<HardDrive size={24} />} title="This engine does not tell what lies on its disk">
          Only Gantry’s own engine counts every byte once. Images can still be removed on their page.
        </EmptyState>
      );
    }
    if (error !== null) return <LoadFailed what="The disk" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Counting what lies on the disk" />;
  }
  const { bytes, fileSystem, root } = data;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-5 gap-y-2 px-5 pb-3">
        <Segmented
          label="Disk"
          value={part}
          options={PARTS}
          onChange={(next) => setParams(next === 'map' ? {} : { part: next }, { replace: true })}
        />
        <p className="min-w-0 flex-1 truncate text-sm text-ink-2" title={root}>
          <strong className="font-semibold text-ink">{formatBytes(bytes)}</strong> in{' '}
          <span className="selectable font-mono text-xs">{root}</span>, {formatBytes(fileSystem.available)} of{' '}
          {formatBytes(fileSystem.size)} free
        </p>
        <IconButton
          label="Count again"
          icon={<RotateCw size={15} className={isFetching ? 'animate-turn' : ''} />}
          onClick={() => void refetch()}
        />
      </div>
      {part === 'map' ? <DiskMap report={data} /> : <ReclaimPanel choices={data.choices} />}
    </>
  );
}
