import { queryOptions } from '@tanstack/react-query';
import type { ContainerTop } from '../../../engine/api/types/container.ts';
import type { ContainerHistory } from '../../../engine/api/types/recorder.ts';
import { isNotFound } from '../../bridge/engine-error.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import type { Span } from './spans.ts';

const MOST_POINTS = 480;
const TOP_EVERY_MS = 3000;

/** What the recorder knows; null from an engine that has none. A container that runs has a new end all the time. */
export function historyQuery(id: string, { value, ms, refetchMs }: Span, running: boolean) {
  return queryOptions({
    queryKey: [...keys.container(id), 'history', value],
    refetchInterval: running ? refetchMs : false,
    queryFn: async ({ signal }): Promise<ContainerHistory | null> => {
      const to = Date.now();
      const query = { from: to - ms, to, points: MOST_POINTS };
      try {
        return await request<ContainerHistory>(
          `/engine/gantry/containers/${encodeURIComponent(id)}/history`,
          { query, signal },
        );
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  });
}

const COLUMNS = 'pid,user,pcpu,rss,etime,args';

export function processesQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'processes'],
    refetchInterval: TOP_EVERY_MS,
    queryFn: ({ signal }) =>
      request<ContainerTop>(`/engine/containers/${encodeURIComponent(id)}/top`, {
        query: { ps_args: `-eo ${COLUMNS}` },
        signal,
      }),
  });
}
