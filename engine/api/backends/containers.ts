import type { Readable } from 'node:stream';
import type { Attachment, LogEntry } from '../../base/stdio.ts';
import type {
  ContainerCreateRequest,
  ContainerCreateResponse,
  ContainerInspect,
  ContainerStats,
  ContainerSummary,
  ContainerTop,
  ContainerUpdateRequest,
  ContainerWaitResponse,
  ExecCreateRequest,
  ExecInspect,
  FilesystemChange,
} from '../types/container.ts';
import type { ContainerRuns } from '../types/runs.ts';
import type { Filters } from './filters.ts';

export interface ContainerBackend {
  create(
    request: ContainerCreateRequest,
    options: { readonly name?: string; readonly platform?: string },
  ): Promise<ContainerCreateResponse>;
  list(options: {
    readonly all: boolean;
    readonly limit?: number;
    readonly size: boolean;
    readonly filters: Filters;
  }): Promise<ContainerSummary[]>;
  inspect(ref: string, options: { readonly size: boolean }): Promise<ContainerInspect>;
  /** Throws `not-modified` when it runs already. */
  start(ref: string, options: { readonly detachKeys?: string }): Promise<void>;
  /** Throws `not-modified` when it does not run. */
  stop(ref: string, options: StopOptions): Promise<void>;
  restart(ref: string, options: StopOptions): Promise<void>;
  kill(ref: string, options: Omit<StopOptions, 'timeout'>): Promise<void>;
  pause(ref: string): Promise<void>;
  unpause(ref: string): Promise<void>;
  rename(ref: string, name: string): Promise<void>;
  update(ref: string, request: ContainerUpdateRequest): Promise<{ readonly Warnings: readonly string[] }>;
  remove(
    ref: string,
    options: {
      readonly force: boolean;
      readonly volumes: boolean;
      readonly link: boolean;
      /** Its log is not kept among those of removed containers. */
      readonly withLog?: boolean;
    },
  ): Promise<void>;
  /**
   * Resolves at once (so that the API can send its header) with a promise of the answer. Throws `not-found` first when
   * there is no such container.
   */
  wait(
    ref: string,
    condition: 'not-running' | 'next-exit' | 'removed',
    signal: AbortSignal,
  ): Promise<{ readonly ended: Promise<ContainerWaitResponse> }>;
  /** `tty` tells how the entries are to be framed. `since` and `until` in seconds since the epoch, with fraction. */
  logs(
    ref: string,
    options: LogOptions,
    signal: AbortSignal,
  ): Promise<{
    readonly tty: boolean;
    /** What `details` puts before each line. */
    readonly details?: Readonly<Record<string, string>>;
    readonly entries: AsyncIterable<readonly LogEntry[]>;
  }>;
  attach(ref: string, options: AttachOptions, signal: AbortSignal): Promise<Attachment>;
  resize(ref: string, size: TerminalSize): Promise<void>;
  top(ref: string, psArgs: string): Promise<ContainerTop>;
  /** One-shot when `stream` is false: exactly one message (with `precpu_stats` filled unless `oneShot`). */
  stats(
    ref: string,
    options: { readonly stream: boolean; readonly oneShot: boolean },
    signal: AbortSignal,
  ): Promise<AsyncIterable<ContainerStats>>;
  /** How its runs ended, newest first. */
  runs(ref: string): Promise<ContainerRuns>;
  changes(ref: string): Promise<FilesystemChange[]>;
  /** A tar of the whole root file system. */
  export(ref: string): Promise<Readable>;
  prune(
    filters: Filters,
  ): Promise<{ readonly ContainersDeleted: readonly string[]; readonly SpaceReclaimed: number }>;
  /** The stat of a path in the container's root, as the `X-Docker-Container-Path-Stat` header tells it. */
  statPath(ref: string, path: string): Promise<PathStat>;
  archive(ref: string, path: string): Promise<{ readonly stat: PathStat; readonly tar: Readable }>;
  extract(
    ref: string,
    path: string,
    tar: Readable,
    options: { readonly noOverwriteDirNonDir: boolean; readonly copyUidGid: boolean },
  ): Promise<void>;
  commit(ref: string, options: CommitOptions): Promise<{ readonly Id: string }>;

  execCreate(ref: string, request: ExecCreateRequest): Promise<{ readonly Id: string }>;
  /** A shell with tools beside a running container, as an exec to be started. Throws `conflict` when it does not run. */
  debugShell(ref: string): Promise<{ readonly Id: string }>;
  execInspect(id: string): Promise<ExecInspect>;
  /** Starts it with the client attached. */
  execStart(
    id: string,
    options: { readonly tty: boolean; readonly consoleSize?: TerminalSize },
    signal: AbortSignal,
  ): Promise<Attachment>;
  /** Starts it and lets it run. */
  execStartDetached(id: string): Promise<void>;
  execResize(id: string, size: TerminalSize): Promise<void>;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

export interface StopOptions {
  /** Seconds, negative for "wait for ever". */
  readonly timeout?: number;
  readonly signal?: string;
  /** The client's `User-Agent`, for the history of the container's runs. */
  readonly client?: string;
}

export interface LogOptions {
  readonly follow: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly since?: number;
  readonly until?: number;
  /** Lines from the end; undefined for all. */
  readonly tail?: number;
}

export interface AttachOptions {
  /** Give what is in the log first. */
  readonly logs: boolean;
  /** Then go on with what comes. */
  readonly stream: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

export interface PathStat {
  readonly name: string;
  readonly size: number;
  /** Go's os.FileMode bits. */
  readonly mode: number;
  readonly mtime: string;
  readonly linkTarget: string;
}

export interface CommitOptions {
  /** `name:tag`, or undefined for an image without a name. */
  readonly reference?: string;
  readonly comment: string;
  readonly author: string;
  readonly pause: boolean;
  /** Dockerfile lines such as `CMD ["x"]`. */
  readonly changes: readonly string[];
  readonly config?: ContainerCreateRequest;
}
