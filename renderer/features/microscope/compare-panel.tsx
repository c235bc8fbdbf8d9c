import { useQuery } from '@tanstack/react-query';
import { GitCompare } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { imageListQuery } from '../../bridge/queries.ts';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { Comparison } from './comparison.tsx';
import { NoMicroscope } from './no-microscope.tsx';
import { compareQuery } from './queries.ts';

/** What has to change in another image to become this one. */
export function ComparePanel({ image }: { readonly image: string }) {
  const { data: images = [] } = useQuery(imageListQuery);
  const [params, setParams] = useSearchParams();
  const others = images
    .filter(({ Id }) => Id !== image)
    .map(({ Id, RepoTags }) => ({
      value: Id,
      title: titleOf(Id, RepoTags),
    }));
  const from = others.find(({ value }) => value === params.get('with'))?.value;
  if (others.length === 0) {
    return (
      <EmptyState icon={<GitCompare size={24} />} title="There is no other image to compare with">
        Pull or load another version of it first.
      </EmptyState>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-3 px-5 text-sm text-ink-2">
        Changes from
        <Select
          label="Compare with"
          value={from ?? 'none'}
          options={from === undefined ? [{ value: 'none', title: 'Choose an image' }, ...others] : others}
          onChange={(id) => setParams(id === 'none' ? {} : { with: id }, { replace: true })}
          className="max-w-96 truncate"
        />
        to this image
      </div>
      {from === undefined ? (
        <EmptyState icon={<GitCompare size={24} />} title="Choose the image to compare with">
          Files, packages and settings that differ are listed here.
        </EmptyState>
      ) : (
        <Compared from={from} to={image} />
      )}
    </div>
  );
}

function titleOf(id: string, [first, ...more]: readonly string[]): string {
  if (first === undefined) return id.replace('sha256:', '').slice(0, 12);
  return more.length === 0 ? first : `${first} (and ${counted(more.length, 'more name')})`;
}

function Compared({ from, to }: { readonly from: string; readonly to: string }) {
  const { data, error, refetch } = useQuery(compareQuery(from, to));
  if (data !== undefined) return <Comparison data={data} />;
  if (error !== null)
    return <NoMicroscope what="The comparison" error={error} onRetry={() => void refetch()} />;
  return <TableSkeleton label="Comparing" />;
}
