import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { FilesystemChange } from '../../../../engine/api/types/container.ts';
import type { ContainerEditAnswer, ContainerRequestAnswer } from '../../../../engine/api/types/edit.ts';
import { sentence } from '../../../bridge/engine-error.ts';
import { keys } from '../../../bridge/query-keys.ts';
import { request } from '../../../bridge/request.ts';
import { toast } from '../../../stores/toasts.ts';

const at = (id: string) => `/engine/gantry/containers/${encodeURIComponent(id)}`;

/** What would make the same container again. Only Gantry's own engine tells. */
export function containerRequestQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'request'],
    queryFn: ({ signal }) => request<ContainerRequestAnswer>(`${at(id)}/request`, { signal }),
    retry: false,
  });
}

/** The last edit of a container, as long as the one before is kept. */
export function editQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'edit'],
    queryFn: ({ signal }) => request<ContainerEditAnswer>(`${at(id)}/edit`, { signal }),
    retry: false,
  });
}

/** What a container has changed outside of its volumes; an edit leaves it with the one before. */
export function changedFilesQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'changed-files'],
    queryFn: async ({ signal }) => {
      const path = `/engine/containers/${encodeURIComponent(id)}/changes`;
      return (await request<readonly FilesystemChange[] | null>(path, { signal })) ?? [];
    },
  });
}

/** Puts the container before an edit back; answers its id. */
export function useGoBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      request<{ readonly Id: string; readonly Name: string }>(`${at(id)}/edit/back`, { method: 'POST' }),
    onSuccess: ({ Name }) => toast({ tone: 'ok', title: `${Name} is as it was before the edit` }),
    onError: (error) =>
      toast({ tone: 'bad', title: 'The container before could not be put back', detail: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['container'] }),
  });
}

/** Removes the container before an edit. */
export function useKeep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(`${at(id)}/edit/keep`, { method: 'POST' }),
    onError: (error) =>
      toast({ tone: 'bad', title: 'The container before could not be removed', detail: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['container'] }),
  });
}
