import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SnapshotChanges, SnapshotList, SnapshotSize } from '../../../engine/api/types/snapshot.ts';
import type { Volume, VolumeCreateRequest } from '../../../engine/api/types/volume.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { readVolumes } from './other-engine.ts';
import { volumeView } from './volume-view.ts';

const volumeListQuery = queryOptions({
  queryKey: keys.volumes,
  queryFn: ({ signal }) => readVolumes(signal),
});

export function useVolumes() {
  const query = useQuery(volumeListQuery);
  const { data } = query;
  return { ...query, volumes: useMemo(() => data?.map(volumeView), [data]) };
}

/** Where Gantry keeps what it knows of a volume beyond Docker's API. */
export function gantryPath(name: string, rest: string): string {
  return `/engine/gantry/volumes/${encodeURIComponent(name)}/${rest}`;
}

export function volumeInspectQuery(name: string) {
  return queryOptions({
    queryKey: [...keys.volume(name), 'inspect'],
    queryFn: ({ signal }) => request<Volume>(`/engine/volumes/${encodeURIComponent(name)}`, { signal }),
  });
}

export function snapshotsQuery(name: string) {
  return queryOptions({
    queryKey: [...keys.volume(name), 'snapshots'],
    queryFn: ({ signal }) => request<SnapshotList>(gantryPath(name, 'snapshots'), { signal }),
    retry: false,
  });
}

/** A question of its own: it costs the engine a look at every file of every snapshot. */
export function snapshotSizesQuery(name: string) {
  return queryOptions({
    queryKey: [...keys.volume(name), 'snapshot sizes'],
    queryFn: ({ signal }) => request<SnapshotSize[]>(gantryPath(name, 'snapshots/sizes'), { signal }),
    retry: false,
  });
}

/** From a snapshot to another, or to what is in the volume now, which nobody tells when it changes. */
export function snapshotChangesQuery(name: string, id: string, to: string | undefined) {
  return queryOptions({
    queryKey: [...keys.volume(name), 'changes', id, to ?? 'now'],
    queryFn: ({ signal }) =>
      request<SnapshotChanges>(gantryPath(name, `snapshots/${id}/changes`), { query: { to }, signal }),
    gcTime: 0,
    staleTime: 0,
  });
}

export function useCreateVolume() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: VolumeCreateRequest) =>
      request<Volume>('/engine/volumes/create', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.volumes }),
  });
}

export function useRemoveVolume() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      request(`/engine/volumes/${encodeURIComponent(name)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.volumes }),
  });
}

export function useRemoveSnapshot(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(gantryPath(name, `snapshots/${id}`), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.volume(name) }),
  });
}
