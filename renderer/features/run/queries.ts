import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContainerCreateResponse } from '../../../engine/api/types/container.ts';
import type { HostPortState } from '../../../engine/api/types/host-port.ts';
import type { ImageInspect } from '../../../engine/api/types/image.ts';
import type { VolumeListResponse } from '../../../engine/api/types/volume.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { requestOf } from './form-request.ts';
import type { RunForm } from './run-form.ts';

/** Who has a port of the host, and which one near it is free. Only Gantry's own engine tells. */
export function hostPortQuery(port: string, protocol: string, address: string) {
  return queryOptions({
    queryKey: ['container', 'list', 'port', protocol, address, port],
    queryFn: ({ signal }) =>
      request<HostPortState>(`/engine/gantry/ports/${port}`, { query: { protocol, address }, signal }),
    retry: false,
  });
}

/** The names of all volumes but those that were invented. */
export const volumeNamesQuery = queryOptions({
  queryKey: [...keys.volumes, 'names'],
  queryFn: async ({ signal }) => {
    const { Volumes } = await request<VolumeListResponse>('/engine/volumes', { signal });
    const named = Volumes.filter(({ Name }) => !/^[0-9a-f]{64}$/.test(Name));
    return named.map(({ Name }) => Name).sort();
  },
});

export const NO_OFFERS: { readonly ports: readonly string[]; readonly volumes: readonly string[] } = {
  ports: [],
  volumes: [],
};

/** What an image says of itself: ports that it listens on (`80/tcp`), folders that it keeps data in. */
export function imageOffersQuery(image: string) {
  return queryOptions({
    queryKey: [...keys.image(image), 'offers'],
    queryFn: async ({ signal }) => {
      const name = encodeURIComponent(image).replaceAll('%2F', '/').replaceAll('%3A', ':');
      const { Config } = await request<ImageInspect>(`/engine/images/${name}/json`, { signal });
      return {
        ports: Object.keys(Config?.ExposedPorts ?? {}),
        volumes: Object.keys(Config?.Volumes ?? {}),
      };
    },
  });
}

/** Creates and starts. A container that was created but would not start is taken away, so that the name is free again. */
async function run(form: RunForm): Promise<string> {
  const { Id } = await request<ContainerCreateResponse>('/engine/containers/create', {
    method: 'POST',
    body: requestOf(form),
    query: { name: form.name === '' ? undefined : form.name },
  });
  const path = `/engine/containers/${Id}`;
  try {
    await request(`${path}/start`, { method: 'POST' });
  } catch (error) {
    await request(path, { method: 'DELETE', query: { force: true, v: true } }).catch(() => undefined);
    throw error;
  }
  return Id;
}

export function useRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: keys.containers }),
  });
}
