import { FilePlus2 } from 'lucide-react';
import { Link } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { DockerfileEditor } from './dockerfile-editor.tsx';
import type { DockerfilePlace } from './dockerfile-path.ts';
import { useWatchedText } from './queries.ts';

export function DockerfilePanel({ place }: { readonly place: DockerfilePlace }) {
  const { data, error, refetch } = useWatchedText(place.path);
  if (data !== undefined) return <DockerfileEditor key={place.path} place={place} opened={data} />;
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<FilePlus2 size={24} />}
        title={`There is no ${place.name} here`}
        actions={<Link to={`/builds/starter?folder=${encodeURIComponent(place.folder)}`}>Propose one</Link>}
      >
        Gantry looks at the files of {place.folder} and proposes a Dockerfile, with reasons.
      </EmptyState>
    );
  }
  if (error !== null) return <LoadFailed what="The file" error={error} onRetry={() => void refetch()} />;
  return <TableSkeleton label="Loading the file" />;
}
