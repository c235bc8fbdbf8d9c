import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ImageDeleteItem, ImageInspect, ImageSummary } from '../../../engine/api/types/image.ts';
import { containerListQuery, imageListQuery } from '../../bridge/queries.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { imageViews } from './image-view.ts';

export function useImages() {
  const query = useQuery(imageListQuery);
  const { data: containers } = useQuery(containerListQuery);
  const { data: shared } = useQuery(sharedSizesQuery);
  const { data } = query;
  const images = useMemo(() => data && imageViews(data, containers, shared), [data, containers, shared]);
  return { ...query, images };
}

/** What images share is a question of its own: it costs the engine a look at every layer. */
const sharedSizesQuery = queryOptions({
  queryKey: ['image', 'shared'],
  queryFn: async ({ signal }) => {
    const images = await request<ImageSummary[]>('/engine/images/json', {
      query: { 'shared-size': true },
      signal,
    });
    return new Map(
      images.filter(({ SharedSize }) => SharedSize >= 0).map((image) => [image.Id, image.SharedSize]),
    );
  },
});

/** Slashes and colons stay as they are: a reference stands in the path as Docker's own client writes it. */
function path(reference: string): string {
  return `/engine/images/${encodeURIComponent(reference).replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}

export function imageInspectQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.image(id), 'inspect'],
    queryFn: ({ signal }) => request<ImageInspect>(`${path(id)}/json`, { signal }),
  });
}

export function useRemoveImage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, force }: { readonly reference: string; readonly force: boolean }) =>
      request<ImageDeleteItem[]>(path(reference), { method: 'DELETE', query: { force } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['image'] }),
  });
}

export function useTagImage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, repo, tag }: { readonly id: string; readonly repo: string; readonly tag: string }) =>
      request(`${path(id)}/tag`, { method: 'POST', query: { repo, tag } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['image'] }),
  });
}
