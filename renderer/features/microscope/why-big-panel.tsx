import { useQuery } from '@tanstack/react-query';
import { Feather } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { CauseCard } from './cause-card.tsx';
import { DuplicatesList } from './duplicates-list.tsx';
import { NoMicroscope } from './no-microscope.tsx';
import { whyBigQuery } from './queries.ts';
import { WasteList } from './waste-list.tsx';

const PARTS = [
  { value: 'causes', title: 'Causes' },
  { value: 'waste', title: 'Wasted space' },
  { value: 'duplicates', title: 'Duplicates' },
] as const;

export function WhyBigPanel({ image }: { readonly image: string }) {
  const { data, error, refetch } = useQuery(whyBigQuery(image));
  const [part, setPart] = useState<(typeof PARTS)[number]['value']>('causes');
  if (data === undefined) {
    if (error !== null)
      return <NoMicroscope what="The ranking" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Looking for what is big" />;
  }
  const share = data.size === 0 ? 0 : data.bytes / data.size;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
        <p className="text-sm text-ink-2">
          <strong className="font-semibold text-ink">{formatBytes(data.bytes)}</strong> of{' '}
          {formatBytes(data.size)} could go ({Math.round(share * 100)} %).
        </p>
        <Segmented label="Show" value={part} options={PARTS} onChange={setPart} />
      </div>
      {part === 'waste' ? <WasteList image={image} /> : null}
      {part === 'duplicates' ? <DuplicatesList image={image} /> : null}
      {part === 'causes' && data.causes.length === 0 ? (
        <EmptyState icon={<Feather size={24} />} title="Nothing stands out">
          No caches, leftovers or duplicates worth naming were found.
        </EmptyState>
      ) : null}
      {part === 'causes' ? (
        <ol aria-label="Causes" className="flex flex-col gap-3">
          {data.causes.map((cause, index) => (
            <CauseCard
              key={`${cause.kind} ${cause.title}`}
              image={image}
              cause={cause}
              rank={index + 1}
              largest={data.causes[0]?.bytes ?? 1}
            />
          ))}
        </ol>
      ) : null}
    </div>
  );
}
