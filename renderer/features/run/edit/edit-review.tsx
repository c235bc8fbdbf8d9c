import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { containerInspectQuery, containerListQuery } from '../../../bridge/queries.ts';
import { counted } from '../../../ui/counted.ts';
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
  const { data: written = [] } = useQuery(changedFilesQuery(id));
  const { data: inspect } = useQuery(containerInspectQuery(id));
  const files = ownFiles(written, inspect?.Mounts ?? []);
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
      {files === 0 ? null : (
        <Warning>
          {counted(files, 'file')} that it changed outside of its volumes {files === 1 ? 'stays' : 'stay'}{' '}
          behind in this one; the new container begins with its image’s files.
        </Warning>
      )}
      {sharing.length === 0 ? null : (
        <Warning>
          {names} {sharing.length === 1 ? 'shares' : 'share'} the network of this container, and would have to
          be made again.
        </Warning>
      )}
    </div>
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
