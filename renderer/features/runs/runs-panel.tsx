import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { containerInspectQuery } from '../../bridge/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { EarlierRun } from './earlier-run.tsx';
import { EndCard } from './end-card.tsx';
import { HealthCard } from './health-card.tsx';
import { runsQuery } from './queries.ts';

const SHORTEST_PAUSE_MS = 1000;
const DEFAULT_PAUSE_MS = 30_000;

function probePause(inspect: ContainerInspect | undefined): number | false {
  if (inspect?.State.Health === undefined || !inspect.State.Running) return false;
  const { Interval = 0 } = inspect.Config.Healthcheck ?? {};
  return Math.max(SHORTEST_PAUSE_MS, Interval === 0 ? DEFAULT_PAUSE_MS : Interval / 1e6);
}

/** How the container's runs ended and why, and how healthy it is. */
export function RunsPanel({ id }: { readonly id: string }) {
  const { data: runs, error, refetch } = useQuery(runsQuery(id));
  const { data: inspect } = useQuery({
    ...containerInspectQuery(id),
    // Results that change nothing are no events, so they are looked for at the pace of the check.
    refetchInterval: ({ state }) => probePause(state.data),
  });
  if (runs === undefined) {
    if (error !== null)
      return <LoadFailed what="The past runs" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading past runs" />;
  }
  const [last, ...earlier] = runs;
  const health = inspect?.State.Health;
  const running = inspect?.State.Running === true;
  if (last === undefined && health === undefined) {
    return (
      <EmptyState icon={<History size={24} />} title="No run has ended yet">
        When one does, this page says why: who stopped it, what killed it, and what it printed last.
      </EmptyState>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 py-4">
      {health === undefined ? null : (
        <HealthCard
          health={health}
          command={inspect?.Config.Healthcheck?.Test?.slice(1) ?? []}
          running={running}
        />
      )}
      {last === undefined ? null : <EndCard run={last} />}
      {earlier.length === 0 ? null : (
        <section aria-label="Earlier runs">
          <h3 className="mb-2 text-sm font-semibold text-ink">Earlier runs</h3>
          <ol className="overflow-hidden rounded-lg border border-line bg-raised">
            {earlier.map((run) => (
              <EarlierRun key={`${run.startedAt} ${run.finishedAt}`} run={run} />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
