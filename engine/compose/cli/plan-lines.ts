import { actionText } from '../plan/action.ts';
import type { Plan } from '../plan/plan.ts';

/** A plan as text: what is done and why, what stays, and what becomes of data. */
export function planLines({ actions, stays, orphans, data, warnings }: Plan): readonly string[] {
  return [
    ...(actions.length === 0 ? ['Nothing has to be done.'] : []),
    ...actions.flatMap((action) => [
      actionText(action),
      ...action.reasons.map(({ text }) => `    because ${text}`),
    ]),
    ...stays.map(
      ({ name, reasons }) => `container ${name}: stays (${reasons.map(({ text }) => text).join('; ')})`,
    ),
    ...orphans.filter(({ removed }) => !removed).map(({ name }) => `container ${name}: an orphan, stays`),
    ...data.map(({ text, fate }) => `data ${fate}: ${text}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}
