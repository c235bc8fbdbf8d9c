import { actionText } from '../../../engine/compose/plan/action.ts';
import type { Plan } from '../../../engine/compose/plan/plan.ts';
import type { PlanView } from './types.ts';

/** A plan as pages show it. */
export function planView(id: string, plan: Plan): PlanView {
  const { purpose, actions, stays, orphans, data, warnings } = plan;
  return {
    id,
    purpose,
    actions: actions.map((action) => ({
      id: action.id,
      kind: action.kind,
      text: actionText(action),
      service: 'service' in action ? action.service : null,
      reasons: action.reasons.map(({ text }) => text),
      after: action.after,
    })),
    stays: stays.map(({ service, name }) => ({ service, name })),
    orphans: orphans.map(({ service, name, running, removed }) => ({ service, name, running, removed })),
    data,
    warnings,
  };
}
