import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { NoMicroscope } from './no-microscope.tsx';
import { PathList } from './path-list.tsx';
import { duplicatesQuery } from './queries.ts';
import { placeAddress } from './use-place.ts';

/** Files with the same content in several places. */
export function DuplicatesList({ image }: { readonly image: string }) {
  const { data, error, refetch } = useQuery(duplicatesQuery(image));
  if (data === undefined) {
    if (error !== null)
      return <NoMicroscope what="The duplicates" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading duplicates" />;
  }
  if (data.total === 0) return <p className="text-sm text-ink-2">No two files have the same content.</p>;
  return (
    <PathList
      label="Duplicates"
      summary={`${counted(data.total, 'group')} of equal files; one copy of each would save ${formatBytes(data.bytes)}`}
      items={data.groups.map(({ digest, size, bytes, paths }) => ({
        key: digest,
        bytes,
        path: paths.slice(0, 8).map(({ path, layer }) => (
          <Link key={`${layer} ${path}`} to={placeAddress(image, { layer, path })} className="block">
            {path}
          </Link>
        )),
        detail: `${paths.length} copies of ${formatBytes(size)}${paths.length > 8 ? ', eight of them shown' : ''}`,
      }))}
    />
  );
}
