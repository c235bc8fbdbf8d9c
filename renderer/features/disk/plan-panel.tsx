import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Eraser } from 'lucide-react';
import type { DiskApplied, DiskPlan, DiskPlanRequest } from '../../../engine/api/types/disk.ts';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Progress } from '../../ui/progress.tsx';
import { ConfirmPlan } from './confirm-plan.tsx';
import { DeletionList } from './deletion-list.tsx';
import { PlanChanged } from './plan-changed.tsx';
import { changesOf } from './plan-changes.ts';
import { planQuery, useApplyPlan } from './queries.ts';

interface PlanPanelProps {
  readonly choose: DiskPlanRequest['choose'];
  readonly onApplied: (applied: DiskApplied) => void;
}

/** The exact list that the choice comes to. */
export function PlanPanel({ choose, onApplied }: PlanPanelProps) {
  const some = choose.length > 0;
  const query = useQuery({ ...planQuery(choose), enabled: some, placeholderData: keepPreviousData });
  const apply = useApplyPlan();
  const plan = some ? query.data : undefined;
  const fresh = plan !== undefined && !query.isPlaceholderData && !query.isFetching;
  const start = (confirmed: DiskPlan) =>
    apply.mutate(confirmed, { onSuccess: onApplied, onError: () => void query.refetch() });
  return (
    <section
      aria-label="Plan"
      className="flex min-h-0 w-[46%] max-w-xl shrink-0 flex-col border-l border-line bg-sunken"
    >
      <header className="shrink-0 px-4 pt-3 pb-2">
        <h2 className="text-sm font-semibold text-ink">
          {plan === undefined ? 'Nothing is chosen yet' : `Frees ${formatBytes(plan.bytes)}`}
        </h2>
        <p className="text-xs text-ink-3">
          {plan === undefined
            ? 'Choose on the left what may go. Nothing is deleted before you confirm.'
            : `${plan.bytes.toLocaleString('en')} bytes in ${counted(plan.deletions.length, 'deletion')}; exactly these and nothing else`}
        </p>
      </header>
      {query.error === null ? null : (
        <Banner tone="bad" role="alert" className="px-4">
          {sentence(query.error)}
        </Banner>
      )}
      <Trouble error={apply.error} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4">
        {plan === undefined ? null : <DeletionList plan={plan} />}
      </div>
      <footer className="shrink-0 border-t border-line px-4 py-3">
        {apply.isPending ? <Progress label="Freeing space" value={null} /> : null}
        <ConfirmPlan plan={plan} onConfirm={start}>
          {(ask) => (
            <Button
              variant="danger"
              onClick={ask}
              icon={<Eraser size={15} />}
              pending={apply.isPending}
              disabled={!fresh || plan.deletions.length === 0}
              className="w-full"
            >
              {plan === undefined ? 'Free space' : `Free ${formatBytes(plan.bytes)}…`}
            </Button>
          )}
        </ConfirmPlan>
      </footer>
    </section>
  );
}

function Trouble({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  if (error instanceof EngineError && error.status === 409) {
    return <PlanChanged message={error.message} changes={changesOf(error.body)} />;
  }
  return (
    <Banner tone="bad" role="alert" className="px-4">
      {sentence(error)}
    </Banner>
  );
}
