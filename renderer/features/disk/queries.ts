import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { DiskApplied, DiskPlan, DiskPlanRequest, DiskReport } from '../../../engine/api/types/disk.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';

export const diskQuery = queryOptions({
  queryKey: keys.disk,
  queryFn: ({ signal }) => request<DiskReport>('/engine/gantry/disk', { signal }),
  // No event tells of every byte: counted anew whenever the page is opened.
  staleTime: 0,
});

/** What would go; asking changes nothing. */
export function planQuery(choose: DiskPlanRequest['choose']) {
  return queryOptions({
    queryKey: [...keys.diskPlan, choose],
    queryFn: ({ signal }) =>
      request<DiskPlan>('/engine/gantry/disk/plan', { method: 'POST', body: { choose }, signal }),
    gcTime: 0,
    staleTime: 0,
  });
}

export function useApplyPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: DiskPlan) =>
      request<DiskApplied>('/engine/gantry/disk/apply', { method: 'POST', body: plan }),
    onSettled: () =>
      Promise.all(
        [keys.disk, ['image'], keys.containers, keys.removedLogs].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
