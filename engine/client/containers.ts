import type { Duplex, Readable } from 'node:stream';
import type {
  ContainerCreateRequest,
  ContainerCreateResponse,
  ContainerInspect,
  ContainerStats,
  ContainerSummary,
  ContainerTop,
  ContainerWaitResponse,
} from '../api/types/container.ts';
import type { OutputChunk } from '../base/stdio.ts';
import { readJsonLines } from './json-lines.ts';
import { readOutput } from './output.ts';
import type { Transport } from './transport.ts';

/** Filters by name, each with the values of which one must match. */
export type FilterQuery = Readonly<Record<string, readonly string[]>>;

/** A raw connection to a process: what is written is its input, `output` is what it prints. */
export interface ProcessConnection {
  readonly connection: Duplex;
  readonly output: AsyncIterable<OutputChunk>;
}

export interface LogQuery {
  readonly follow?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly timestamps?: boolean;
  /** Seconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  readonly tail?: number;
}

/** Containers of an engine. `ref` is a name, an id or a unique prefix of one. */
export interface ContainersClient {
  list(options?: {
    readonly all?: boolean;
    readonly size?: boolean;
    readonly filters?: FilterQuery;
  }): Promise<ContainerSummary[]>;
  inspect(ref: string): Promise<ContainerInspect>;
  create(
    request: ContainerCreateRequest,
    options?: { readonly name?: string; readonly platform?: string },
  ): Promise<ContainerCreateResponse>;
  /** Throws `not-modified` when it runs already. */
  start(ref: string): Promise<void>;
  /** Throws `not-modified` when it does not run. `timeout` in seconds. */
  stop(ref: string, options?: { readonly timeout?: number; readonly signal?: string }): Promise<void>;
  restart(ref: string, options?: { readonly timeout?: number }): Promise<void>;
  kill(ref: string, options?: { readonly signal?: string }): Promise<void>;
  pause(ref: string): Promise<void>;
  unpause(ref: string): Promise<void>;
  rename(ref: string, name: string): Promise<void>;
  remove(ref: string, options?: { readonly force?: boolean; readonly volumes?: boolean }): Promise<void>;
  wait(
    ref: string,
    options?: {
      readonly condition?: 'not-running' | 'next-exit' | 'removed';
      readonly signal?: AbortSignal;
    },
  ): Promise<ContainerWaitResponse>;
  /** Both streams unless told; ends at the end of the log, or with the container when following. */
  logs(ref: string, options?: LogQuery, signal?: AbortSignal): AsyncIterable<OutputChunk>;
  stats(
    ref: string,
    options?: { readonly stream?: boolean },
    signal?: AbortSignal,
  ): AsyncIterable<ContainerStats>;
  top(ref: string, options?: { readonly psArguments?: string }): Promise<ContainerTop>;
  /** A tar of what is at `path`, a file or a folder; read it to its end or destroy it. */
  getFiles(ref: string, path: string): Promise<Readable>;
  /** Unpacks a tar in the folder `path`, which must be there. */
  putFiles(ref: string, path: string, tar: Readable): Promise<void>;
  resize(ref: string, size: { readonly rows: number; readonly columns: number }): Promise<void>;
  attach(
    ref: string,
    options?: { readonly stdin?: boolean; readonly logs?: boolean; readonly detachKeys?: string },
  ): Promise<ProcessConnection>;
}

/** The containers part of a client. */
export function containersClient(transport: Transport): ContainersClient {
  const at = (ref: string, verb = '') => `/containers/${encodeURIComponent(ref)}${verb}`;
  const ask = async <T>(...call: Parameters<Transport['request']>) => (await transport.request(...call)) as T;
  const tell = async (ref: string, verb: string, query: Parameters<Transport['request']>[2] = {}) =>
    void (await transport.request('POST', at(ref, verb), query));
  const hasTerminal = async (ref: string) =>
    (await ask<ContainerInspect>('GET', at(ref, '/json'))).Config.Tty === true;

  return {
    list: ({ filters, ...query } = {}) =>
      ask('GET', '/containers/json', {
        query: { ...query, filters: filters === undefined ? undefined : JSON.stringify(filters) },
      }),
    inspect: (ref) => ask('GET', at(ref, '/json')),
    create: (request, options = {}) =>
      ask('POST', '/containers/create', { query: { ...options }, body: request }),
    start: (ref) => tell(ref, '/start'),
    stop: (ref, { timeout, signal } = {}) => tell(ref, '/stop', { query: { t: timeout, signal } }),
    restart: (ref, { timeout } = {}) => tell(ref, '/restart', { query: { t: timeout } }),
    kill: (ref, { signal } = {}) => tell(ref, '/kill', { query: { signal } }),
    pause: (ref) => tell(ref, '/pause'),
    unpause: (ref) => tell(ref, '/unpause'),
    rename: (ref, name) => tell(ref, '/rename', { query: { name } }),
    remove: async (ref, { force, volumes } = {}) =>
      void (await transport.request('DELETE', at(ref), { query: { force, v: volumes } })),
    wait: (ref, { condition, signal } = {}) =>
      ask('POST', at(ref, '/wait'), { query: { condition }, ...(signal === undefined ? {} : { signal }) }),
    async *logs(ref, { stdout = true, stderr = true, ...query } = {}, signal) {
      const response = await transport.stream('GET', at(ref, '/logs'), {
        query: { stdout, stderr, ...query },
        ...(signal === undefined ? {} : { signal }),
      });
      yield* readOutput(response, response.headers['content-type'] ?? '', () => hasTerminal(ref));
    },
    async *stats(ref, { stream = true } = {}, signal) {
      const response = await transport.stream('GET', at(ref, '/stats'), {
        query: { stream },
        ...(signal === undefined ? {} : { signal }),
      });
      for await (const message of readJsonLines(response)) yield message as ContainerStats;
    },
    top: (ref, { psArguments } = {}) => ask('GET', at(ref, '/top'), { query: { ps_args: psArguments } }),
    getFiles: (ref, path) => transport.stream('GET', at(ref, '/archive'), { query: { path } }),
    putFiles: async (ref, path, tar) =>
      void (await transport.request('PUT', at(ref, '/archive'), { query: { path }, body: tar })),
    resize: (ref, { rows, columns }) => tell(ref, '/resize', { query: { h: rows, w: columns } }),
    async attach(ref, { stdin = false, logs = false, detachKeys } = {}) {
      const query = { stream: true, stdout: true, stderr: true, stdin, logs, detachKeys };
      const { connection, contentType } = await transport.hijack('POST', at(ref, '/attach'), { query });
      return { connection, output: readOutput(connection, contentType, () => hasTerminal(ref)) };
    },
  };
}
