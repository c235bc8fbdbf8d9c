import { ApplyDialog } from './apply-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { usePlan } from './plan-store.ts';

/** The plan of what somebody wants to be done, and then how it goes. */
export function PlanOutlet() {
  const { wished } = usePlan();
  if (wished === undefined) return null;
  return wished.apply === undefined ? (
    <PlanDialog wished={wished} />
  ) : (
    <ApplyDialog key={wished.apply} wished={wished} apply={wished.apply} />
  );
}
