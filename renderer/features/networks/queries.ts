import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkInspect,
} from '../../../engine/api/types/network.ts';
import type { NetworkMap, ReachAnswer, ReachRequest } from '../../../engine/api/types/network-look.ts';
import { containerListQuery, networkListQuery } from '../../bridge/queries.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { networkViews } from './network-view.ts';

export function useNetworks() {
  const query = useQuery(networkListQuery);
  const { data: containers } = useQuery(containerListQuery);
  const { data } = query;
  const networks = useMemo(() => data && networkViews(data, containers), [data, containers]);
  return { ...query, networks };
}

function path(id: string): string {
  return `/engine/networks/${encodeURIComponent(id)}`;
}

export function networkInspectQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.network(id), 'inspect'],
    queryFn: ({ signal }) => request<NetworkInspect>(path(id), { signal }),
  });
}

/** Only Gantry's own engine has it. */
export const networkMapQuery = queryOptions({
  queryKey: keys.networkMap,
  queryFn: ({ signal }) => request<NetworkMap>('/engine/gantry/networks/map', { signal }),
});

function useNetworkMutation<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['network'] }),
        client.invalidateQueries({ queryKey: ['container'] }),
      ]),
  });
}

export function useCreateNetwork() {
  return useNetworkMutation((body: NetworkCreateRequest) =>
    request<NetworkCreateResponse>('/engine/networks/create', { method: 'POST', body }),
  );
}

export function useRemoveNetwork() {
  return useNetworkMutation((id: string) => request(path(id), { method: 'DELETE' }));
}

export function useConnect() {
  return useNetworkMutation(({ network, ...body }: NetworkConnectRequest & { readonly network: string }) =>
    request(`${path(network)}/connect`, { method: 'POST', body }),
  );
}

export function useDisconnect() {
  return useNetworkMutation(
    ({ network, container }: { readonly network: string; readonly container: string }) =>
      request(`${path(network)}/disconnect`, {
        method: 'POST',
        body: { Container: container, Force: false },
      }),
  );
}

export function useReach() {
  return useMutation({
    mutationFn: (body: ReachRequest) =>
      request<ReachAnswer>('/engine/gantry/networks/reach', { method: 'POST', body }),
  });
}
