import type { Readable } from 'node:stream';
import type { ImageDeleteItem, ImageInspect, ImageSummary } from '../api/types/image.ts';
import { fault } from '../base/errors.ts';
import type { FilterQuery } from './containers.ts';
import { readJsonLines } from './json-lines.ts';
import type { Transport } from './transport.ts';

/** One message of a load's progress. */
export interface LoadMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** Images of an engine. */
export interface ImagesClient {
  list(options?: { readonly all?: boolean; readonly filters?: FilterQuery }): Promise<ImageSummary[]>;
  inspect(ref: string): Promise<ImageInspect>;
  /** Loads an archive; yields its progress. Throws `system` with the engine's words when it fails on the way. */
  load(tar: Readable): AsyncIterable<LoadMessage>;
  remove(ref: string, options?: { readonly force?: boolean }): Promise<ImageDeleteItem[]>;
}

/** The images part of a client. */
export function imagesClient(transport: Transport): ImagesClient {
  return {
    list: async ({ filters, ...query } = {}) =>
      (await transport.request('GET', '/images/json', {
        query: { ...query, filters: filters === undefined ? undefined : JSON.stringify(filters) },
      })) as ImageSummary[],
    inspect: async (ref) => (await transport.request('GET', `/images/${ref}/json`)) as ImageInspect,
    async *load(tar) {
      const response = await transport.stream('POST', '/images/load', { body: tar });
      for await (const line of readJsonLines(response)) {
        const message = line as LoadMessage & { readonly error?: string };
        if (message.error !== undefined) throw fault('system', message.error);
        yield message;
      }
    },
    remove: async (ref, { force } = {}) =>
      (await transport.request('DELETE', `/images/${ref}`, { query: { force } })) as ImageDeleteItem[],
  };
}
