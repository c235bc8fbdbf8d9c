import type { DiskPlanChange } from '../../../engine/api/types/disk.ts';

/** The differences that a 409 tells of; none where it does not. */
export function changesOf(body: unknown): readonly DiskPlanChange[] {
  if (typeof body !== 'object' || body === null || !('changed' in body)) return [];
  return Array.isArray(body.changed) ? (body.changed as readonly DiskPlanChange[]) : [];
}
