import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { Banner } from '../../ui/banner.tsx';
import { cx } from '../../ui/cx.ts';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { buildQuery } from './queries.ts';
import { errorOutside } from './source-lines.ts';
import { SourcePanel } from './source-panel.tsx';
import { firstLookedAt } from './step-groups.ts';
import { StepList } from './step-list.tsx';
import { StepOutput } from './step-output.tsx';
import { UploadBanner } from './upload-banner.tsx';

/** The graph brings a library along that the list does without. */
const BuildGraph = lazy(() => import('./graph/build-graph.tsx'));

const LOOKS = [
  { value: 'list', title: 'List' },
  { value: 'graph', title: 'Graph' },
] as const;

/** The steps beside the Dockerfile and what the chosen step printed; the choice stands in the address. */
export function BuildPanel({ id }: { readonly id: string }) {
  const { data: record, error, refetch } = useQuery(buildQuery(id));
  const [params, setParams] = useSearchParams();
  const put = useStableCallback((name: string, value: string) => {
    setParams((now) => ({ ...Object.fromEntries(now), [name]: value }), { replace: true });
  });
  const choose = useStableCallback((step: number | 'all') => put('step', String(step)));
  if (record === undefined) {
    if (error !== null) return <LoadFailed what="The build" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading the build" />;
  }
  const asked = params.get('step');
  const chosen =
    chosenStep(asked, record.timeline.length) ??
    (asked === 'all' ? undefined : firstLookedAt(record.timeline));
  const look = params.get('view') === 'graph' && record.stages.length > 0 ? 'graph' : 'list';
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
            className={cx(
              'flex min-h-60 min-w-0 flex-col border-line @min-[820px]:border-r',
              look === 'graph' ? 'flex-[1.5]' : 'flex-1',
            )}
          >
            <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line pr-2 pl-5 text-xs">
              <h2 className="min-w-0 flex-1 truncate font-medium text-ink">Steps</h2>
              {record.stages.length === 0 ? null : (
                <Segmented
                  label="Look"
                  size="sm"
                  value={look}
                  options={LOOKS}
                  onChange={(value) => put('view', value)}
                />
              )}
            </header>
            {record.timeline.length === 0 ? (
              <p className="px-5 py-4 text-sm text-ink-2">
                {record.state === 'running' ? 'Reading the Dockerfile…' : 'It ended before its first step.'}
              </p>
            ) : look === 'graph' ? (
              <Suspense fallback={<TableSkeleton label="Loading the graph" />}>
                <BuildGraph record={record} chosen={chosen} onChoose={choose} />
              </Suspense>
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
