import { Container } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { useVolumes } from './queries.ts';

/** The containers that have the volume, and where. */
export function VolumeUsers({ name }: { readonly name: string }) {
  const { volumes } = useVolumes();
  const volume = volumes?.find((view) => view.name === name);
  if (volume === undefined) return <TableSkeleton label="Loading containers" />;
  if (volume.users.length === 0) {
    return (
      <EmptyState icon={<Container size={24} />} title="No container uses it">
        It can be removed without harm to any container.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Containers that use the volume" className="min-h-0 flex-1 overflow-y-auto py-2">
      {volume.users.map(({ id, name: container, running, destination, readOnly, project }) => (
        <li key={`${id} ${destination}`} className="flex h-[38px] items-center gap-3 px-5 hover:bg-hover">
          <StatusDot tone={running ? 'ok' : 'idle'} />
          <Link
            to={`/containers/${id}/mounts`}
            className="w-60 truncate font-medium text-ink no-underline hover:underline"
          >
            {container}
          </Link>
          <span className="selectable min-w-0 flex-1 truncate font-mono text-xs text-ink-2">
            {destination}
          </span>
          {project === null ? null : <span className="truncate text-ink-3">{project}</span>}
          <span className="w-24 shrink-0 text-ink-2">{readOnly ? 'Read-only' : 'Read, write'}</span>
          <span className="w-20 shrink-0 text-ink-2">{running ? 'Running' : 'Stopped'}</span>
        </li>
      ))}
    </ul>
  );
}
