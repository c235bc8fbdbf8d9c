import { useQuery } from '@tanstack/react-query';
import { Container, Play } from 'lucide-react';
import { Link } from 'react-router';
import { containerListQuery } from '../../bridge/queries.ts';
import { openRun } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';

/** The containers that were made from the image. */
export function ImageUsers({ id, reference }: { readonly id: string; readonly reference: string }) {
  const { data } = useQuery(containerListQuery);
  if (data === undefined) return <TableSkeleton label="Loading containers" />;
  const users = data.filter(({ ImageID }) => ImageID === id);
  if (users.length === 0) {
    return (
      <EmptyState
        icon={<Container size={24} />}
        title="No container uses it"
        actions={
          <Button icon={<Play size={15} />} onClick={() => openRun(reference)}>
            Run
          </Button>
        }
      >
        It can be removed without harm to any container.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Containers made from the image" className="min-h-0 flex-1 overflow-y-auto py-2">
      {users.map(({ Id, Names, State, Status, Image }) => (
        <li key={Id} className="flex h-[38px] items-center gap-3 px-5 hover:bg-hover">
          <StatusDot tone={State === 'running' ? 'ok' : 'idle'} />
          <Link
            to={`/containers/${Id}`}
            className="w-60 truncate font-medium text-ink no-underline hover:underline"
          >
            {(Names[0] ?? Id.slice(0, 12)).replace(/^\//, '')}
          </Link>
          <span className="min-w-0 flex-1 truncate text-ink-2">as {Image}</span>
          <span className="shrink-0 text-ink-2">{Status}</span>
        </li>
      ))}
    </ul>
  );
}
