import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RemovedLogsDeleted } from '../../../engine/api/types/removed-log.ts';
import type { SystemInfo } from '../../../engine/api/types/system.ts';
import type { About, RegistryCredentials, RegistryLogin } from '../../bridge/host-types.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';

export const aboutQuery = queryOptions({
  queryKey: keys.about,
  queryFn: ({ signal }) => request<About>('/desktop/about', { signal }),
});

/** Deletes the logs of containers that are no more. */
export function useDeleteRemovedLogs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<RemovedLogsDeleted>('/engine/gantry/removed-logs', { method: 'DELETE' }),
    onSettled: () =>
      Promise.all([keys.removedLogs, keys.disk].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const infoQuery = queryOptions({
  queryKey: keys.info,
  queryFn: ({ signal }) => request<SystemInfo>('/engine/info', { signal }),
});

/** The answer is the new list; the registry was asked by the host, and a login that it refused is an error here. */
export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: RegistryCredentials) =>
      request<RegistryLogin[]>('/desktop/registries', { method: 'PUT', body: credentials }),
    onSuccess: (logins) => client.setQueryData(keys.registries, logins),
  });
}

export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (server: string) =>
      request<RegistryLogin[]>('/desktop/registries', { method: 'DELETE', query: { server } }),
    onSuccess: (logins) => client.setQueryData(keys.registries, logins),
  });
}
