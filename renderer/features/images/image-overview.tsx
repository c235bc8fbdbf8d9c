import { useQuery } from '@tanstack/react-query';
import { KeyValue } from '../../ui/key-value.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { configFacts, identityFacts } from './image-facts.tsx';
import { imageInspectQuery, useImages } from './queries.ts';

export function ImageOverview({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(imageInspectQuery(id));
  const { images } = useImages();
  if (data === undefined) {
    if (error !== null) return <LoadFailed what="The image" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading image" />;
  }
  const image = images?.find((view) => view.id === data.Id);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-5xl gap-x-12 gap-y-8 px-5 py-5 min-[1180px]:grid-cols-2">
        <section aria-label="Identity">
          <h2 className="mb-3 text-base font-semibold text-ink">Identity</h2>
          <KeyValue label="Identity" rows={identityFacts(data, image)} />
        </section>
        <section aria-label="What a container gets">
          <h2 className="mb-3 text-base font-semibold text-ink">What a container gets</h2>
          <KeyValue label="What a container gets" rows={configFacts(data.Config)} />
        </section>
      </div>
    </div>
  );
}
