import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import type { BuildStarted, BuildUpload, BuildWish } from '../../bridge/host-types.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request, requestText } from '../../bridge/request.ts';
import { buildViews } from './build-view.ts';
import { buildBefore, stepDifferences } from './earlier.ts';

/** While a step prints there are no events; its output is looked at this often. */
const LOG_MS = 1000;

const buildListQuery = queryOptions({
  queryKey: keys.builds,
  queryFn: ({ signal }) => request<BuildSummary[]>('/engine/gantry/builds', { signal }),
});

export function useBuilds() {
  const query = useQuery(buildListQuery);
  const { data } = query;
  const builds = useMemo(() => data && buildViews(data), [data]);
  return { ...query, builds };
}

function path(id: string): string {
  return `/engine/gantry/builds/${encodeURIComponent(id)}`;
}

export function buildQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.build(id), 'record'],
    queryFn: ({ signal }) => request<BuildRecord>(path(id), { signal }),
  });
}

/** How much longer the steps of a build took than in the build of the same name before it, by number. */
export function useDifferences(record: BuildRecord): ReadonlyMap<number, number> {
  const { builds = [] } = useBuilds();
  const before = buildBefore(builds, record);
  const { data } = useQuery({ ...buildQuery(before?.id ?? ''), enabled: before !== undefined });
  return useMemo(() => (data === undefined ? new Map() : stepDifferences(record, data)), [record, data]);
}

/** What a step printed; without one, all of them. */
export function buildLogQuery(id: string, step: number | undefined, running: boolean) {
  return queryOptions({
    queryKey: [...keys.build(id), 'log', step ?? 'all'],
    queryFn: ({ signal }) => requestText(`${path(id)}/log`, { query: { step }, signal }),
    refetchInterval: running ? LOG_MS : false,
  });
}

/** How a folder gets to the engine; only for builds that this desktop sent. */
export function uploadQuery(id: string, running: boolean) {
  return queryOptions({
    queryKey: keys.upload(id),
    queryFn: ({ signal }) => request<BuildUpload>(`/desktop/builds/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: running ? LOG_MS : false,
    staleTime: 0,
  });
}

export function useStartBuild() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ wish, signal }: { readonly wish: BuildWish; readonly signal: AbortSignal }) =>
      request<BuildStarted>('/desktop/builds', { method: 'POST', body: wish, signal }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.builds }),
  });
}

function useBuildMutation(mutationFn: (id: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: keys.builds }),
  });
}

export function useCancelBuild() {
  return useBuildMutation((id) => request(`${path(id)}/cancel`, { method: 'POST' }));
}

export function useRemoveBuild() {
  return useBuildMutation((id) => request(path(id), { method: 'DELETE' }));
}
