import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { askPatiently } from '../../bridge/ask-patiently.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { containerListQuery } from '../../bridge/queries.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { toast } from '../../stores/toasts.ts';
import { type ContainerVerb, VERBS } from './container-verbs.ts';
import { type ContainerView, containerView } from './container-view.ts';

export function useContainers() {
  const query = useQuery(containerListQuery);
  const { data, dataUpdatedAt } = query;
  const containers = useMemo(
    () => data?.map((summary) => containerView(summary, dataUpdatedAt)),
    [data, dataUpdatedAt],
  );
  return { ...query, containers };
}

interface Act {
  readonly id: string;
  readonly name: string;
  readonly verb: ContainerVerb;
}

const ACTION_KEY = ['container-action'];

function act({ id, verb }: Act): Promise<unknown> {
  const path = `/engine/containers/${encodeURIComponent(id)}`;
  if (verb === 'remove') return request(path, { method: 'DELETE', query: { force: true } });
  // These wait for the grace that the container asks for.
  if (verb === 'stop' || verb === 'restart') return askPatiently(`${path}/${verb}`);
  return request(`${path}/${verb}`, { method: 'POST' });
}

export function useContainerAction() {
  const client = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationKey: ACTION_KEY,
    mutationFn: act,
    onError: (error, { name, verb }) =>
      toast({ tone: 'bad', title: `${name} could not be ${VERBS[verb].done}`, detail: sentence(error) }),
    onSettled: (_data, _error, { id }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.containers }),
        client.invalidateQueries({ queryKey: keys.container(id) }),
      ]),
  });
  return mutateAsync;
}

/** What is under way, by container id. */
export function usePendingVerbs(): ReadonlyMap<string, ContainerVerb> {
  const acts = useMutationState({
    filters: { mutationKey: ACTION_KEY, status: 'pending' },
    select: (mutation) => mutation.state.variables as Act,
  });
  return useMemo(() => new Map(acts.map(({ id, verb }) => [id, verb])), [acts]);
}

export function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { readonly id: string; readonly name: string }) =>
      request(`/engine/containers/${encodeURIComponent(id)}/rename`, { method: 'POST', query: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['container'] }),
  });
}

export type { ContainerView };
