import { queryOptions } from '@tanstack/react-query';
import type { SystemInfo } from '../../../engine/api/types/system.ts';
import type { About } from '../../bridge/host-types.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';

export const aboutQuery = queryOptions({
  queryKey: keys.about,
  queryFn: ({ signal }) => request<About>('/desktop/about', { signal }),
});

export const infoQuery = queryOptions({
  queryKey: keys.info,
  queryFn: ({ signal }) => request<SystemInfo>('/engine/info', { signal }),
});
