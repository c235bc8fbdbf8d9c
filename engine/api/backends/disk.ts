import type { DiskApplied, DiskPlan, DiskPlanChange, DiskPlanRequest, DiskReport } from '../types/disk.ts';

/** What `/gantry/disk` needs; `types/disk.ts` says what the answers mean. */
export interface DiskBackend {
  report(): Promise<DiskReport>;
  plan(request: DiskPlanRequest): Promise<DiskPlan>;
  /**
   * Deletes exactly what the plan lists, or nothing when the world has changed since. Throws `invalid` for a plan that the engine
   * did not make.
   */
  apply(
    plan: DiskPlan,
  ): Promise<
    | { readonly kind: 'applied'; readonly applied: DiskApplied }
    | { readonly kind: 'changed'; readonly changed: readonly DiskPlanChange[] }
  >;
}
