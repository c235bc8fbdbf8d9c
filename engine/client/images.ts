import type { Readable } from 'node:stream';
import type { ImageDeleteItem, ImageInspect, ImageSummary } from '../api/types/image.ts';
import type { FilterQuery } from './containers.ts';
import { type ProgressMessage, progressOf } from './progress.ts';
import type { RequestOptions, Transport } from './transport.ts';

/** Credentials as the engine takes them: base64url of JSON (`X-Registry-Auth`). */
export type EncodedAuth = string;

/** What `POST /build` is asked for; the values as the API takes them. */
export type BuildQuery = NonNullable<RequestOptions['query']>;

/** Images of an engine. */
export interface ImagesClient {
  list(options?: { readonly all?: boolean; readonly filters?: FilterQuery }): Promise<ImageSummary[]>;
  inspect(ref: string): Promise<ImageInspect>;
  /** Loads an archive; yields its progress, as the others here do. */
  load(tar: Readable): AsyncIterable<ProgressMessage>;
  pull(
    ref: string,
    options?: { readonly platform?: string; readonly auth?: EncodedAuth; readonly signal?: AbortSignal },
  ): AsyncIterable<ProgressMessage>;
  push(
    ref: string,
    options?: { readonly auth?: EncodedAuth; readonly signal?: AbortSignal },
  ): AsyncIterable<ProgressMessage>;
  /** Builds the context, a tar. */
  build(
    context: Readable,
    query: BuildQuery,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): AsyncIterable<ProgressMessage>;
  tag(ref: string, as: { readonly repository: string; readonly tag: string }): Promise<void>;
  remove(ref: string, options?: { readonly force?: boolean }): Promise<ImageDeleteItem[]>;
}

/** No credentials; a push wants the header all the same. */
const NOBODY: EncodedAuth = Buffer.from('{}').toString('base64url');

/** The images part of a client. */
export function imagesClient(transport: Transport): ImagesClient {
  return {
    list: async ({ filters, ...query } = {}) =>
      (await transport.request('GET', '/images/json', {
        query: { ...query, filters: filters === undefined ? undefined : JSON.stringify(filters) },
      })) as ImageSummary[],
    inspect: async (ref) => (await transport.request('GET', `/images/${ref}/json`)) as ImageInspect,
    load: (tar) => progressOf(transport, 'POST', '/images/load', { body: tar }),
    pull: (ref, { platform, auth, signal } = {}) =>
      progressOf(transport, 'POST', '/images/create', {
        query: { ...nameAndTag(ref), platform },
        ...(auth === undefined ? {} : { headers: { 'X-Registry-Auth': auth } }),
        ...(signal === undefined ? {} : { signal }),
      }),
    push(ref, { auth = NOBODY, signal } = {}) {
      const { fromImage, tag } = nameAndTag(ref);
      return progressOf(transport, 'POST', `/images/${fromImage}/push`, {
        query: { tag },
        headers: { 'X-Registry-Auth': auth },
        ...(signal === undefined ? {} : { signal }),
      });
    },
    build: (context, query, { headers, signal } = {}) =>
      progressOf(transport, 'POST', '/build', {
        query,
        body: context,
        ...(headers === undefined ? {} : { headers }),
        ...(signal === undefined ? {} : { signal }),
      }),
    tag: async (ref, { repository, tag }) =>
      void (await transport.request('POST', `/images/${ref}/tag`, { query: { repo: repository, tag } })),
    remove: async (ref, { force } = {}) =>
      (await transport.request('DELETE', `/images/${ref}`, { query: { force } })) as ImageDeleteItem[],
  };
}

/** A tag must be asked for, else some engines pull all of them; a digest stays in the name. */
function nameAndTag(ref: string): { readonly fromImage: string; readonly tag: string | undefined } {
  if (ref.includes('@')) return { fromImage: ref, tag: undefined };
  const [, name = ref, tag = 'latest'] = /^(.*?)(?::([^/:]+))?$/.exec(ref) ?? [];
  return { fromImage: name, tag };
}
