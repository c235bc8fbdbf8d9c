import type { Volume, VolumeCreateRequest, VolumeListResponse } from '../api/types/volume.ts';
import type { FilterQuery } from './containers.ts';
import type { Transport } from './transport.ts';

/** Volumes of an engine. */
export interface VolumesClient {
  list(options?: { readonly filters?: FilterQuery }): Promise<readonly Volume[]>;
  inspect(name: string): Promise<Volume>;
  create(request: VolumeCreateRequest): Promise<Volume>;
  remove(name: string, options?: { readonly force?: boolean }): Promise<void>;
}

/** The volumes part of a client. */
export function volumesClient(transport: Transport): VolumesClient {
  const at = (name: string) => `/volumes/${encodeURIComponent(name)}`;
  return {
    async list({ filters } = {}) {
      const answer = (await transport.request('GET', '/volumes', {
        query: { filters: filters === undefined ? undefined : JSON.stringify(filters) },
      })) as VolumeListResponse & { readonly Volumes: readonly Volume[] | null };
      return answer.Volumes ?? [];
    },
    inspect: async (name) => (await transport.request('GET', at(name))) as Volume,
    create: async (request) =>
      (await transport.request('POST', '/volumes/create', { body: request })) as Volume,
    remove: async (name, { force } = {}) =>
      void (await transport.request('DELETE', at(name), { query: { force } })),
  };
}
