import { queryOptions } from '@tanstack/react-query';
import type { ContainerRuns } from '../../../engine/api/types/runs.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';

/** How the runs of a container ended; its events make it stale. */
export function runsQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'runs'],
    queryFn: ({ signal }) =>
      request<ContainerRuns>(`/engine/gantry/containers/${encodeURIComponent(id)}/runs`, { signal }),
  });
}
