import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContainerCreateResponse } from '../../../engine/api/types/container.ts';
import type { HostPortState } from '../../../engine/api/types/host-port.ts';
import type { ImageInspect } from '../../../engine/api/types/image.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { createRequest, type RunForm } from './run-form.ts';

/** Who has a port of the host, and which one near it is free. Only Gantry's own engine tells. */
export function hostPortQuery(port: string, protocol: string, address: string) {
  return queryOptions({
    queryKey: ['container', 'list', 'port', protocol, address, port],
    queryFn: ({ signal }) =>
      request<HostPortState>(`/engine/gantry/ports/${port}`, { query: { protocol, address }, signal }),
    retry: false,
  });
}

/** The ports that an image says it listens on: `80/tcp`. */
export function exposedPortsQuery(image: string) {
  return queryOptions({
    queryKey: [...keys.image(image), 'exposed'],
    queryFn: async ({ signal }) => {
      const name = encodeURIComponent(image).replaceAll('%2F', '/').replaceAll('%3A', ':');
      const { Config } = await request<ImageInspect>(`/engine/images/${name}/json`, { signal });
      return Object.keys(Config?.ExposedPorts ?? {});
    },
  });
}

/** Creates and starts. A container that was created but would not start is taken away, so that the name is free again. */
async function run(form: RunForm): Promise<string> {
  const { Id } = await request<ContainerCreateResponse>('/engine/containers/create', {
    method: 'POST',
    body: createRequest(form),
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
