import { queryOptions } from '@tanstack/react-query';
import type { ContainerInspect, ContainerSummary } from '../../engine/api/types/container.ts';
import type { ImageSummary } from '../../engine/api/types/image.ts';
import type { NetworkInspect } from '../../engine/api/types/network.ts';
import type { RemovedLogs } from '../../engine/api/types/removed-log.ts';
import type { SystemVersion } from '../../engine/api/types/system.ts';
import type { HostView } from './host-status.ts';
import type { HostStatus, RegistryLogin, Settings } from './host-types.ts';
import { keys } from './query-keys.ts';
import { request } from './request.ts';

/** What more than one feature shows. What only one shows stands in its own queries.ts. */

export const containerListQuery = queryOptions({
  queryKey: keys.containers,
  queryFn: ({ signal }) =>
    request<ContainerSummary[]>('/engine/containers/json', { query: { all: true }, signal }),
});

export function containerInspectQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.container(id), 'inspect'],
    queryFn: ({ signal }) =>
      request<ContainerInspect>(`/engine/containers/${encodeURIComponent(id)}/json`, { signal }),
  });
}

/** Logs of containers that are no more; none when the engine keeps none. */
export const removedLogsQuery = queryOptions({
  queryKey: keys.removedLogs,
  queryFn: ({ signal }) => request<RemovedLogs>('/engine/gantry/removed-logs', { signal }),
});

export const imageListQuery = queryOptions({
  queryKey: keys.images,
  queryFn: ({ signal }) => request<ImageSummary[]>('/engine/images/json', { signal }),
});

export const networkListQuery = queryOptions({
  queryKey: keys.networks,
  queryFn: ({ signal }) => request<NetworkInspect[]>('/engine/networks', { signal }),
});

export const versionQuery = queryOptions({
  queryKey: keys.version,
  queryFn: ({ signal }) => request<SystemVersion>('/engine/version', { signal }),
});

export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => request<Settings>('/desktop/settings', { signal }),
});

export const registriesQuery = queryOptions({
  queryKey: keys.registries,
  queryFn: ({ signal }) => request<RegistryLogin[]>('/desktop/registries', { signal }),
});

export const hostStatusQuery = queryOptions({
  queryKey: keys.hostStatus,
  queryFn: async ({ signal }): Promise<HostView> => ({
    kind: 'known',
    status: await request<HostStatus>('/desktop/status', { signal }),
  }),
});
