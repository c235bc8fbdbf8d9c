import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { EngineError, sentence } from '../../../bridge/engine-error.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ProjectFaultBanner } from '../project-fault.tsx';
import { planQuery, useApply } from '../queries.ts';
import { PlanList } from './plan-list.tsx';
import { PlanOptions } from './plan-options.tsx';
import { closePlan, showApply, type Wished } from './plan-store.ts';
import { isDestructive, PURPOSES } from './plan-words.ts';

/** What would be done, with the reasons; nothing is done before it was confirmed. */
export function PlanDialog({ wished: { project, wish } }: { readonly wished: Wished }) {
  const { data, error, isFetching, refetch } = useQuery({
    ...planQuery(project, wish),
    placeholderData: (last) => last,
  });
  const apply = useApply(project);
  const { verb } = PURPOSES[wish.purpose];
  const plan = error === null ? data : undefined;
  const carryOut = () => {
    if (plan === undefined) return;
    apply.mutate(plan.id, { onSuccess: ({ id }) => showApply(id) });
  };
  const lookAgain = () => {
    apply.reset();
    void refetch();
  };
  const hasChanged = apply.error instanceof EngineError && apply.error.status === 409;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || closePlan()}
      title={`${verb} ${project}`}
      width="lg"
      footer={
        <>
          <Button onClick={closePlan}>{plan?.actions.length === 0 ? 'Close' : 'Cancel'}</Button>
          <Button
            variant={plan !== undefined && isDestructive(plan) ? 'danger' : 'primary'}
            disabled={plan === undefined || plan.actions.length === 0 || isFetching || hasChanged}
            pending={apply.isPending}
            onClick={carryOut}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4" aria-busy={isFetching}>
        {apply.error === null ? null : (
          <Banner
            tone={hasChanged ? 'warn' : 'bad'}
            role="alert"
            icon={<CircleAlert size={15} />}
            className="rounded-md px-3"
            actions={
              <Button size="sm" onClick={lookAgain}>
                Plan again
              </Button>
            }
          >
            {sentence(apply.error)}
          </Banner>
        )}
        <PlanOptions project={project} wish={wish} />
        {error === null ? null : <ProjectFaultBanner error={error} />}
        {plan !== undefined ? <PlanList plan={plan} /> : error === null ? <PlanSkeleton /> : null}
      </div>
    </Dialog>
  );
}

function PlanSkeleton() {
  return (
    <div role="status" aria-label="Planning" className="flex flex-col gap-2">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
    </div>
  );
}
