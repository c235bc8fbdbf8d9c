import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { Banner } from '../../ui/banner.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { buildQuery } from './queries.ts';
import { errorOutside } from './source-lines.ts';
import { SourcePanel } from './source-panel.tsx';
import { firstLookedAt } from './step-groups.ts';
import { StepList } from './step-list.tsx';
import { StepOutput } from './step-output.tsx';
import { UploadBanner } from './upload-banner.tsx';

/** The steps beside the Dockerfile and what the chosen step printed; the choice stands in the address. */
export function BuildPanel({ id }: { readonly id: string }) {
  const { data: record, error, refetch } = useQuery(buildQuery(id));
  const [params, setParams] = useSearchParams();
  if (record === undefined) {
    if (error !== null) return <LoadFailed what="The build" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading the build" />;
  }
  const asked = params.get('step');
  const chosen =
    chosenStep(asked, record.timeline.length) ??
    (asked === 'all' ? undefined : firstLookedAt(record.timeline));
  const choose = (step: number | 'all') => setParams({ step: String(step) }, { replace: true });
  const elsewhere = errorOutside(record);
  return (
    <>
      {elsewhere === undefined ? null : (
        <Banner tone="bad" role="alert" icon={<CircleAlert size={15} />}>
          <span className="whitespace-pre-wrap">{elsewhere}</span>
        </Banner>
      )}
      <UploadBanner record={record} />
      <div className="@container flex min-h-0 flex-1 border-t border-line">
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto @min-[820px]:flex-row @min-[820px]:overflow-hidden">
          <section
            aria-label="Steps"
            className="flex min-h-60 min-w-0 flex-1 flex-col border-line @min-[820px]:border-r"
          >
            {record.timeline.length === 0 ? (
              <p className="px-5 py-4 text-sm text-ink-2">
                {record.state === 'running' ? 'Reading the Dockerfile…' : 'It ended before its first step.'}
              </p>
            ) : (
              <StepList record={record} chosen={chosen} onChoose={choose} />
            )}
          </section>
          <div className="flex min-h-110 min-w-0 flex-1 flex-col">
            <SourcePanel record={record} chosen={chosen} onChoose={choose} />
            <div className="flex h-2/5 min-h-40 shrink-0 flex-col border-t border-line">
              <StepOutput key={chosen ?? 'all'} record={record} step={chosen} onAll={() => choose('all')} />
            </div>
          </div>
        </div>
      </div>
    </>
  );
}

function chosenStep(asked: string | null, count: number): number | undefined {
  const number = asked !== null && /^\d+$/.test(asked) ? Number(asked) : 0;
  return number >= 1 && number <= count ? number : undefined;
}
