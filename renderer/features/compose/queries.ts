import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  ApplyStarted,
  ApplyView,
  KnownProject,
  PlanView,
  PlanWish,
  ProjectDraft,
  ProjectSource,
  ProjectView,
} from '../../../electron/desktop-api/compose/types.ts';
import { isNotFound } from '../../bridge/engine-error.ts';
import { containerListQuery } from '../../bridge/queries.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import type { JsonSchema } from './complete/complete.ts';
import { projectRows } from './list/project-row.ts';
import { faultOf } from './project-fault.tsx';

/** What is done is looked at this often while it goes on. */
const APPLY_MS = 300;

const PROJECTS = '/desktop/compose/projects';

const knownProjectsQuery = queryOptions({
  queryKey: keys.projects,
  queryFn: ({ signal }) => request<KnownProject[]>(PROJECTS, { signal }),
});

/** Projects that were opened here, and those that containers say they belong to. */
export function useProjects() {
  const known = useQuery(knownProjectsQuery);
  const containers = useQuery(containerListQuery);
  const projects = useMemo(
    () => known.data && containers.data && projectRows(known.data, containers.data),
    [known.data, containers.data],
  );
  return {
    projects,
    error: known.error ?? containers.error,
    refetch: () => Promise.all([known.refetch(), containers.refetch()]),
  };
}

function path(name: string): string {
  return `${PROJECTS}/${encodeURIComponent(name)}`;
}

/** A project as its files say it now; they may change at any time, so each look reads them again. */
export function projectQuery(name: string) {
  return queryOptions({
    queryKey: [...keys.project(name), 'view'],
    queryFn: ({ signal }) => request<ProjectView>(path(name), { signal }),
    refetchOnWindowFocus: 'always',
    retry: false,
  });
}

/** The files that a project was read from; when it cannot be read, those in which something is wrong. */
export function projectFiles(view: ProjectView | undefined, error: unknown): readonly string[] {
  if (view !== undefined) return view.sources;
  return [...new Set(faultOf(error)?.problems.map(({ place }) => place.file))];
}

/** What Compose files may hold. */
export const composeSchemaQuery = queryOptions({
  queryKey: ['compose-schema'],
  queryFn: ({ signal }) => request<JsonSchema>('/desktop/compose/schema', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useOpenProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProjectSource) => request<ProjectView>(PROJECTS, { method: 'POST', body }),
    onSuccess: (view) => client.setQueryData(projectQuery(view.name).queryKey, view),
    onSettled: () => client.invalidateQueries({ queryKey: keys.projects }),
  });
}

export function useForgetProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request(path(name), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.projects }),
  });
}

/** The project that unsaved texts would make. */
export function checkDraft(body: ProjectDraft): Promise<ProjectView> {
  return request<ProjectView>('/desktop/compose/check', { method: 'POST', body });
}

/** What would be done. Made anew whenever it is looked at, since the world changes. */
export function planQuery(name: string, wish: PlanWish) {
  return queryOptions({
    queryKey: [...keys.project(name), 'plan', wish],
    queryFn: ({ signal }) => request<PlanView>(`${path(name)}/plan`, { method: 'POST', body: wish, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

export function useApply(name: string) {
  return useMutation({
    mutationFn: (plan: string) =>
      request<ApplyStarted>(`${path(name)}/apply`, { method: 'POST', body: { plan } }),
  });
}

/** Stops the carrying out of a plan: nothing more is begun. */
export function useStopApply(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request(`/desktop/compose/applies/${encodeURIComponent(id)}/cancel`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: applyQuery(id).queryKey }),
  });
}

export function applyQuery(id: string) {
  return queryOptions({
    queryKey: ['compose-apply', id],
    queryFn: ({ signal }) =>
      request<ApplyView>(`/desktop/compose/applies/${encodeURIComponent(id)}`, { signal }),
    retry: (count, error) => !isNotFound(error) && count < 3,
    refetchInterval: ({ state }) => {
      if (isNotFound(state.error)) return false;
      return state.data === undefined || state.data.state === 'running' ? APPLY_MS : false;
    },
  });
}
