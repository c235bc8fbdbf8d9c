import type {
  EndpointSettings,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkInspect,
} from '../api/types/network.ts';
import type { FilterQuery } from './containers.ts';
import type { Transport } from './transport.ts';

/** Networks of an engine. `ref` is a name or an id. */
export interface NetworksClient {
  list(options?: { readonly filters?: FilterQuery }): Promise<NetworkInspect[]>;
  inspect(ref: string): Promise<NetworkInspect>;
  create(request: NetworkCreateRequest): Promise<NetworkCreateResponse>;
  connect(ref: string, container: string, endpoint?: EndpointSettings): Promise<void>;
  disconnect(ref: string, container: string, options?: { readonly force?: boolean }): Promise<void>;
  remove(ref: string): Promise<void>;
}

/** The networks part of a client. */
export function networksClient(transport: Transport): NetworksClient {
  const at = (ref: string, verb = '') => `/networks/${encodeURIComponent(ref)}${verb}`;
  return {
    list: async ({ filters } = {}) =>
      (await transport.request('GET', '/networks', {
        query: { filters: filters === undefined ? undefined : JSON.stringify(filters) },
      })) as NetworkInspect[],
    inspect: async (ref) => (await transport.request('GET', at(ref))) as NetworkInspect,
    create: async (request) =>
      (await transport.request('POST', '/networks/create', { body: request })) as NetworkCreateResponse,
    async connect(ref, container, endpoint) {
      const body = {
        Container: container,
        ...(endpoint === undefined ? {} : { EndpointConfig: endpoint }),
      };
      await transport.request('POST', at(ref, '/connect'), { body });
    },
    async disconnect(ref, container, { force = false } = {}) {
      const body = { Container: container, Force: force };
      await transport.request('POST', at(ref, '/disconnect'), { body });
    },
    remove: async (ref) => void (await transport.request('DELETE', at(ref))),
  };
}
