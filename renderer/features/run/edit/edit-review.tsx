import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { sentence } from '../../../bridge/engine-error.ts';
import { containerInspectQuery, containerListQuery } from '../../../bridge/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { counted } from '../../../ui/counted.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import { ChangeList } from './change-list.tsx';
import type { Change } from './changes.ts';
import { ownFiles } from './own-files.ts';
import { changedFilesQuery } from './queries.ts';

interface EditReviewProps {
  readonly id: string;
  readonly running: boolean;
  readonly changes: readonly Change[];
}

/** What will change and what it means, before anything is done. */
export function EditReview({ id, running, changes }: EditReviewProps) {
  const { data: containers = [] } = useQuery(containerListQuery);
  const sharing = containers.filter(({ HostConfig }) => HostConfig.NetworkMode === `container:${id}`);
  const names = sharing.map(({ Names }) => Names[0]?.replace(/^\//, '') ?? '').join(', ');
  return (
    <div className="flex flex-col gap-3">
      <ChangeList changes={changes} />
      <p className="text-sm text-ink-2">
        {running
          ? 'A new container is made beside this one, then takes its place: this one stops, the new one starts. If that one does not come up, this one is started again as it was.'
          : 'A new container is made, and takes the name of this one. Neither is started.'}{' '}
        Either way this one is kept until you decide.
      </p>
      <LeftBehind id={id} />
      {sharing.length === 0 ? null : (
        <Warning>
          {names} {sharing.length === 1 ? 'shares' : 'share'} the network of this container, and would have to
          be made again.
        </Warning>
      )}
    </div>
  );
}

/** The files that the new container will not have. */
function LeftBehind({ id }: { readonly id: string }) {
  const changed = useQuery(changedFilesQuery(id));
  const inspected = useQuery(containerInspectQuery(id));
  const error = changed.error ?? inspected.error;
  if (error !== null) {
    return (
      <Warning>
        Files that it changed outside of its volumes stay behind in this one; how many there are could not be
        told ({sentence(error)}).{' '}
        <Button
          size="sm"
          variant="quiet"
          onClick={() => void (changed.error ? changed : inspected).refetch()}
        >
          Look again
        </Button>
      </Warning>
    );
  }
  if (changed.data === undefined || inspected.data === undefined) {
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-ink-3">
        <Spinner /> Looking for files that it changed outside of its volumes
      </p>
    );
  }
  const files = ownFiles(changed.data, inspected.data.Mounts);
  if (files === 0) return null;
  return (
    <Warning>
      {counted(files, 'file')} that it changed outside of its volumes {files === 1 ? 'stays' : 'stay'} behind
      in this one; the new container begins with its image’s files.
    </Warning>
  );
}

function Warning({ children }: { readonly children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-sm text-ink">
      <TriangleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-warn" />
      <span>{children}</span>
    </p>
  );
}
