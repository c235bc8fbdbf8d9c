import type { EngineStatus, EventMessage, SystemInfo, SystemVersion } from '../api/types/system.ts';
import { type ContainersClient, containersClient, type FilterQuery } from './containers.ts';
import { type ExecClient, execClient } from './exec.ts';
import { type ImagesClient, imagesClient } from './images.ts';
import { readJsonLines } from './json-lines.ts';
import { type NetworksClient, networksClient } from './networks.ts';
import { createTransport, type Transport } from './transport.ts';
import { type VolumesClient, volumesClient } from './volumes.ts';

/**
 * A client of an engine that speaks Docker's API, ours or another. Refusals come back as `GantryError`s of the kind that
 * their status stands for, with the engine's words; `unavailable` when nobody answers on the socket.
 */
export interface EngineClient extends Transport {
  readonly containers: ContainersClient;
  readonly exec: ExecClient;
  readonly images: ImagesClient;
  readonly networks: NetworksClient;
  readonly volumes: VolumesClient;
  /** Resolves when the engine answers. */
  ping(): Promise<void>;
  version(): Promise<SystemVersion>;
  info(): Promise<SystemInfo>;
  /** Gantry only: throws `not-found` against another engine. */
  status(): Promise<EngineStatus>;
  /** What happens, until the signal; `since` in seconds since the epoch gives what happened before as well. */
  events(
    options?: { readonly since?: number; readonly until?: number; readonly filters?: FilterQuery },
    signal?: AbortSignal,
  ): AsyncIterable<EventMessage>;
}

/** A client of the engine that listens on `socketPath`. Nothing is sent before the first call. */
export function createEngineClient(socketPath: string): EngineClient {
  const transport = createTransport(socketPath);
  const get = async <T>(path: string) => (await transport.request('GET', path)) as T;
  return {
    ...transport,
    containers: containersClient(transport),
    exec: execClient(transport),
    images: imagesClient(transport),
    networks: networksClient(transport),
    volumes: volumesClient(transport),
    async ping() {
      (await transport.stream('GET', '/_ping')).resume();
    },
    version: () => get('/version'),
    info: () => get('/info'),
    status: () => get('/gantry/status'),
    async *events({ filters, ...query } = {}, signal) {
      const response = await transport.stream('GET', '/events', {
        query: { ...query, filters: filters === undefined ? undefined : JSON.stringify(filters) },
        ...(signal === undefined ? {} : { signal }),
      });
      for await (const event of readJsonLines(response)) yield event as EventMessage;
    },
  };
}
