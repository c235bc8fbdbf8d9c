import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { NoMicroscope } from './no-microscope.tsx';
import { PathList } from './path-list.tsx';
import { wasteQuery } from './queries.ts';
import { placeAddress } from './use-place.ts';

/** Files that one layer wrote and one above overwrote or deleted. */
export function WasteList({ image }: { readonly image: string }) {
  const { data, error, refetch } = useQuery(wasteQuery(image));
  if (data === undefined) {
    if (error !== null) return <NoMicroscope what="The waste" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading wasted files" />;
  }
  if (data.total === 0)
    return (
      <p className="text-sm text-ink-2">
        No byte is wasted: no layer overwrites or deletes what one below wrote.
      </p>
    );
  return (
    <PathList
      label="Wasted files"
      summary={
        <>
          {counted(data.total, 'file')} with {formatBytes(data.bytes)} that is shipped and never seen
          {data.total > data.files.length ? `; the largest ${data.files.length} of them` : ''}
        </>
      }
      items={data.files.map(({ path, bytes, versions }) => ({
        key: path,
        path,
        bytes,
        detail: versions.map(({ layer, lostTo, how, size }) => (
          <span key={layer} className="mr-3">
            {formatBytes(size)} of <Link to={placeAddress(image, { layer, path })}>layer {layer}</Link> {how}{' '}
            by <Link to={placeAddress(image, { layer: lostTo })}>layer {lostTo}</Link>
          </span>
        )),
      }))}
    />
  );
}
