import { create } from 'zustand';
import type { PlanWish, Purpose } from '../../../../electron/desktop-api/compose/types.ts';

/** What somebody wants to be done with a project, and is about to be shown the plan of. */
export interface Wished {
  readonly project: string;
  readonly wish: PlanWish;
  /** What is being carried out, once it is. */
  readonly apply?: string;
}

export const usePlan = create<{ readonly wished: Wished | undefined }>(() => ({ wished: undefined }));

const PLAIN: Omit<PlanWish, 'purpose'> = {
  services: [],
  scale: {},
  profiles: [],
  removeOrphans: false,
  forceRecreate: false,
  build: false,
  pull: false,
  volumes: false,
  images: false,
};

/** Opens the plan; nothing is done before it was seen. */
export function askPlan(project: string, purpose: Purpose, more: Partial<PlanWish> = {}): void {
  usePlan.setState({ wished: { project, wish: { ...PLAIN, ...more, purpose } } });
}

export function changeWish(change: Partial<PlanWish>): void {
  usePlan.setState(({ wished }) =>
    wished === undefined ? { wished } : { wished: { ...wished, wish: { ...wished.wish, ...change } } },
  );
}

export function showApply(apply: string): void {
  usePlan.setState(({ wished }) => (wished === undefined ? { wished } : { wished: { ...wished, apply } }));
}

export function closePlan(): void {
  usePlan.setState({ wished: undefined });
}
