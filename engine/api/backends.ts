import type { Readable } from 'node:stream';
import type { Attachment, LogEntry } from '../base/stdio.ts';
import type { BuildRecord, BuildRequest, BuildSummary } from './types/build.ts';
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
} from './types/container.ts';
import type { DiskApplied, DiskPlan, DiskPlanChange, DiskPlanRequest, DiskReport } from './types/disk.ts';
import type {
  FileChanges,
  FileDiff,
  FileDockerfile,
  FileEntry,
  FileListing,
  FilesMeasured,
  FilesRemoved,
  FileText,
} from './types/files.ts';
import type { HostPortState } from './types/host-port.ts';
import type {
  ImageDeleteItem,
  ImageHistoryItem,
  ImageInspect,
  ImagePruneReport,
  ImageSummary,
} from './types/image.ts';
import type {
  ImageComparison,
  ImageDuplicates,
  ImageEntry,
  ImageFile,
  ImageFileDiff,
  ImageLayers,
  ImageSearch,
  ImageTree,
  ImageWaste,
  ImageWhyBig,
} from './types/microscope.ts';
import type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkDisconnectRequest,
  NetworkInspect,
  NetworkPruneReport,
} from './types/network.ts';
import type { NetworkMap, NetworkThroughput, ReachAnswer, ReachRequest } from './types/network-look.ts';
import type { ContainerHistory, UsageLine } from './types/recorder.ts';
import type { AuthAnswer, AuthConfig, DistributionInspect, ImageSearchResult } from './types/registry.ts';
import type { ContainerRuns } from './types/runs.ts';
import type { SnapshotChanges, SnapshotList, SnapshotSize } from './types/snapshot.ts';
import type { EngineStatus, EventMessage, SystemInfo, SystemVersion } from './types/system.ts';
import type { Volume, VolumeCreateRequest, VolumeOverview, VolumePruneReport } from './types/volume.ts';

/**
 * What the API needs of the rooms behind it. `ref` is what a client wrote: a name, an id or a unique prefix of one.
 * Every method throws `GantryError`s whose messages follow Docker's wording; the API adds nothing to them.
 */

/** Filters as in `?filters={"status":["running"]}`, values deduplicated; unknown keys were not refused yet. */
export type Filters = ReadonlyMap<string, readonly string[]>;

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
    options: { readonly force: boolean; readonly volumes: boolean; readonly link: boolean },
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
    readonly entries: AsyncIterable<LogEntry>;
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

export interface ImageBackend {
  list(options: {
    readonly all: boolean;
    readonly sharedSize: boolean;
    readonly filters: Filters;
  }): Promise<ImageSummary[]>;
  inspect(ref: string): Promise<ImageInspect>;
  history(ref: string): Promise<ImageHistoryItem[]>;
  tag(ref: string, repo: string, tag: string): Promise<void>;
  remove(
    ref: string,
    options: { readonly force: boolean; readonly noPrune: boolean },
  ): Promise<ImageDeleteItem[]>;
  /** Removes nameless images, or with `dangling=false` all that no container uses. Throws `invalid` for an unknown filter. */
  prune(filters: Filters): Promise<ImagePruneReport>;
  /** Reads a docker-save archive or an OCI layout in a tar, plain or compressed; yields progress messages. */
  load(tar: Readable, options: { readonly quiet: boolean }): AsyncIterable<ProgressMessage>;
  /** A docker-save archive (with an OCI layout inside) of the named images. */
  save(refs: readonly string[]): Promise<Readable>;
  /** One layer from a tar of a root file system; answers the new image's id. */
  import(
    tar: Readable,
    options: {
      readonly reference?: string;
      readonly message: string;
      readonly changes: readonly string[];
      readonly platform?: string;
    },
  ): Promise<string>;
}

/** What needs a registry. `auth` is what the client sent; without it, what is stored on this machine counts. */
export interface RegistryBackend {
  /**
   * Fetches an image; with neither tag nor digest all tags of the repository. Throws at the first message when the registry
   * does not have it or cannot be reached. The signal gives it up, and what came goes again.
   */
  pull(request: PullRequest, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  /** Sends an image under one of its names; without a tag all tags of the repository. */
  push(request: PushRequest, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  /** Throws `unauthorized` when the registry does not take the credentials. */
  login(auth: AuthConfig, signal: AbortSignal): Promise<AuthAnswer>;
  distribution(ref: string, auth: AuthConfig | undefined, signal: AbortSignal): Promise<DistributionInspect>;
  search(
    query: { readonly term: string; readonly limit: number; readonly filters: Filters },
    auth: AuthConfig | undefined,
    signal: AbortSignal,
  ): Promise<readonly ImageSearchResult[]>;
}

export interface BuildBackend {
  /**
   * Builds an image from a context's tar and tells it as Docker's classic builder does. A step that fails is the last message;
   * a Dockerfile that cannot be read is thrown before the first. The signal gives it up, and nothing of it stays.
   */
  build(
    request: BuildRequest,
    context: AsyncIterable<Buffer>,
    signal: AbortSignal,
  ): AsyncIterable<ProgressMessage>;
  /** The builds under way and the last ones, newest first. */
  builds(): Promise<readonly BuildSummary[]>;
  /** Throws `not-found`, as all that follow. */
  record(id: string): Promise<BuildRecord>;
  /** What a step printed, or all of them. */
  log(id: string, step: number | undefined): Promise<string>;
  /** Throws `conflict` when it has ended. */
  cancel(id: string): Promise<void>;
  /** Throws `conflict` while it is under way. */
  removeRecord(id: string): Promise<void>;
}

export interface PullRequest {
  /** A name, which may have a tag or a digest. */
  readonly image: string;
  /** A tag or a digest; takes the place of that in `image`. */
  readonly tag?: string;
  /** Such as `linux/arm/v7`; this machine's unless told. */
  readonly platform?: string;
  readonly auth: AuthConfig | undefined;
}

export interface PushRequest {
  /** A name, which may have a tag. */
  readonly image: string;
  readonly tag?: string;
  readonly auth: AuthConfig | undefined;
}

/** One line of a progress stream, in Docker's jsonmessage form. */
export interface ProgressMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  /** What was made, for programs. */
  readonly aux?: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly errorDetail?: { readonly code?: number; readonly message: string };
}

/** An event with all digits of its time, which a JavaScript number cannot hold. */
export type WireEvent = Omit<EventMessage, 'timeNano'> & { readonly timeNano: bigint };

export interface SystemBackend {
  info(): Promise<SystemInfo>;
  version(): Promise<SystemVersion>;
  /**
   * Past events from `since` (seconds, with fraction), then live ones until `until` or the signal. Throws `invalid` for
   * a filter that Docker does not know.
   */
  events(
    options: { readonly since?: number; readonly until?: number; readonly filters: Filters },
    signal: AbortSignal,
  ): AsyncIterable<WireEvent>;
  /** Bytes of all unpacked layers, each counted once. */
  layersSize(): Promise<number>;
}

/** What `/networks` needs. `ref` is a name, an id or a unique prefix of one. */
export interface NetworkBackend {
  /** Throws `invalid` for a filter that Docker does not know. */
  list(filters: Filters): Promise<NetworkInspect[]>;
  /** Throws `not-found` when no network has this name or id. */
  inspect(ref: string): Promise<NetworkInspect>;
  /** Throws `conflict` when the name is taken, `forbidden` for a subnet that overlaps, `invalid`. */
  create(request: NetworkCreateRequest): Promise<NetworkCreateResponse>;
  /** Throws `forbidden` for a predefined network or one with running members. */
  remove(ref: string): Promise<void>;
  /** Removes what no running container uses. */
  prune(filters: Filters): Promise<NetworkPruneReport>;
  /** Connects a container, whether it runs or not. */
  connect(ref: string, request: NetworkConnectRequest): Promise<void>;
  disconnect(ref: string, request: NetworkDisconnectRequest): Promise<void>;
}

export interface VolumeBackend {
  /** Makes a volume, or answers the one that has this name already. Throws `invalid`, `conflict`, `not-found` (the driver). */
  create(request: VolumeCreateRequest): Promise<Volume>;
  list(filters: Filters): Promise<Volume[]>;
  inspect(name: string): Promise<Volume>;
  /** Throws `conflict` naming the containers that use it. With `force`, one that is not there is fine. */
  remove(name: string, options: { readonly force: boolean }): Promise<void>;
  /** Removes those that no container uses: anonymous ones, or with the filter `all=true` the others too. */
  prune(filters: Filters): Promise<VolumePruneReport>;
  /** The plain volumes with `UsageData`, measured when it is not known; that may take long. */
  usage(): Promise<Volume[]>;
  /** All that a person wants to know, sizes as far as they are known. */
  overview(): Promise<VolumeOverview[]>;
}

/**
 * What `/gantry/volumes/{name}/…` needs; `types/snapshot.ts` says what the answers mean. Every method throws `not-found` for a volume or a
 * snapshot that is not there, `not-implemented` for a volume whose files are a mount of something else, and streams end with
 * their result in `aux`. A signal, or a reader that stops, ends what has not begun to change the volume.
 */
export interface TimeMachineBackend {
  list(volume: string): Promise<SnapshotList>;
  sizes(volume: string): Promise<readonly SnapshotSize[]>;
  /** Ends with a `VolumeSnapshot`. */
  take(
    volume: string,
    request: { readonly note: string },
    signal: AbortSignal,
  ): AsyncIterable<ProgressMessage>;
  remove(volume: string, id: string): Promise<void>;
  /** Ends with a `VolumeChanged`, as the following. */
  rollBack(volume: string, id: string, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  changes(volume: string, id: string, to: string | undefined): Promise<SnapshotChanges>;
  clone(
    volume: string,
    request: { readonly to: string; readonly snapshot: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<ProgressMessage>;
  /** The chunks have to be read or ended. */
  export(
    volume: string,
    options: { readonly format: 'tar' | 'tar.gz' | 'tar.zst'; readonly snapshot: string | undefined },
  ): Promise<{ readonly type: string; readonly chunks: AsyncIterable<Buffer> }>;
  import(volume: string, archive: Readable, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  /** `keep`: a snapshot is taken before. */
  empty(
    volume: string,
    options: { readonly keep: boolean },
    signal: AbortSignal,
  ): AsyncIterable<ProgressMessage>;
}

/** What `/gantry/networks` needs; `types/network-look.ts` says what the answers mean. */
export interface NetworkLookBackend {
  map(): Promise<NetworkMap>;
  /** One value a second, until the signal. */
  throughput(signal: AbortSignal): AsyncIterable<NetworkThroughput>;
  /** Throws `not-found` for an unknown container that should ask; that nobody answers is an answer. */
  reach(request: ReachRequest, signal: AbortSignal): Promise<ReachAnswer>;
}

/** What the flight recorder answers; `types/recorder.ts` says what it means. */
export interface RecorderBackend {
  /** Times are milliseconds since the epoch. Throws `not-found`. */
  history(
    ref: string,
    options: { readonly from: number; readonly to: number; readonly points: number },
  ): Promise<ContainerHistory>;
  /** What is known already, then a line every two seconds until the signal. */
  usage(signal: AbortSignal): AsyncIterable<UsageLine>;
}

/** What `GET /gantry/ports/{port}` needs; `types/host-port.ts` says what the answer means. */
export interface HostPortBackend {
  /** `address` is '' for every address of the host. */
  state(port: number, protocol: HostPortState['protocol'], address: string): Promise<HostPortState>;
}

/** What `GET /gantry/status` needs. */
export interface StatusBackend {
  status(): Promise<EngineStatus>;
}

/** An image, and up to which of its layers; the top one unless told. */
export interface ImageAt {
  readonly image: string;
  readonly layer?: number;
}

/**
 * What `GET /gantry/images/…` needs; `types/microscope.ts` says what the answers mean. Throws `not-found` for an image or a path that
 * is not there, `invalid` for a layer, a path or a pattern that cannot be.
 */
export interface MicroscopeBackend {
  tree(
    at: ImageAt,
    options: {
      readonly path: string;
      readonly changed: boolean;
      readonly sort: 'name' | 'size';
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<ImageTree>;
  search(
    at: ImageAt,
    options: { readonly query: string; readonly changed: boolean; readonly limit: number },
  ): Promise<ImageSearch>;
  file(at: ImageAt, path: string): Promise<ImageFile>;
  /** The whole file; the stream has to be read or destroyed. Throws `invalid` for what is not a file. */
  content(at: ImageAt, path: string): Promise<{ readonly entry: ImageEntry; readonly content: Readable }>;
  /** `from` is another image, or another layer of the same one. */
  diff(at: ImageAt, path: string, from: Partial<ImageAt>): Promise<ImageFileDiff>;
  layers(image: string): Promise<ImageLayers>;
  waste(image: string, limit: number): Promise<ImageWaste>;
  duplicates(image: string, limit: number): Promise<ImageDuplicates>;
  whyBig(image: string): Promise<ImageWhyBig>;
  compare(from: string, to: string, limit: number): Promise<ImageComparison>;
}

/** What `/gantry/disk` needs; `types/disk.ts` says what the answers mean. */
export interface DiskBackend {
  report(): Promise<DiskReport>;
  plan(request: DiskPlanRequest): Promise<DiskPlan>;
  /**
   * Deletes exactly what the plan lists, or nothing when the world has changed since. Throws `invalid` for a plan that the engine
   * did not make.
   */
  apply(
    plan: DiskPlan,
  ): Promise<
    | { readonly kind: 'applied'; readonly applied: DiskApplied }
    | { readonly kind: 'changed'; readonly changed: readonly DiskPlanChange[] }
  >;
}

/** Where files are: in a container's root file system, or in a volume. */
export type FilePlace = { readonly container: string } | { readonly volume: string };

/** Bytes of a file, both ends included; a negative start counts from the end. */
export interface ByteRange {
  readonly start: number;
  readonly end: number | undefined;
}

/**
 * What `/gantry/containers/{id}/files…` and `/gantry/volumes/{name}/files…` need; `types/files.ts` says what paths and answers
 * mean. Throws `not-found` for a place or a path that is not there, `invalid` for the wrong kind of thing, `conflict` when it was
 * changed or the name is taken, `forbidden` when it is read-only.
 */
export interface FilesBackend {
  list(
    place: FilePlace,
    options: {
      readonly path: string;
      readonly sort: 'name' | 'size' | 'mtime';
      readonly descending: boolean;
      readonly offset: number;
      readonly limit: number;
      readonly match: string | undefined;
      readonly changed: boolean;
    },
  ): Promise<FileListing>;
  stat(place: FilePlace, path: string): Promise<FileEntry>;
  text(place: FilePlace, path: string): Promise<FileText>;
  /** The stream has to be read or destroyed. */
  content(
    place: FilePlace,
    path: string,
    range: ByteRange | undefined,
  ): Promise<{
    readonly entry: FileEntry;
    readonly length: number;
    /** What of it comes, when a range was asked for. */
    readonly range: { readonly start: number; readonly end: number } | undefined;
    readonly content: Readable;
  }>;
  /** Nothing of it is seen before all of `body` is there; `parents`: missing folders are made. */
  write(
    place: FilePlace,
    path: string,
    body: Readable,
    options: {
      readonly expected:
        | { readonly kind: 'anything' }
        | { readonly kind: 'nothing' }
        | { readonly kind: 'version'; readonly version: string };
      readonly parents: boolean;
    },
  ): Promise<FileEntry>;
  makeFolder(place: FilePlace, path: string): Promise<FileEntry>;
  move(place: FilePlace, from: string, to: string, replace: boolean): Promise<FileEntry>;
  remove(place: FilePlace, paths: readonly string[]): Promise<FilesRemoved>;
  measure(place: FilePlace, paths: readonly string[]): Promise<FilesMeasured>;
  /** A tar of things that lie in one folder; the stream has to be read or destroyed. */
  archive(place: FilePlace, paths: readonly string[]): Promise<Readable>;
  /** Unpacks a tar into a folder. */
  upload(place: FilePlace, path: string, tar: Readable): Promise<void>;
  /** The following throw `invalid` for a volume. */
  changes(place: FilePlace): Promise<FileChanges>;
  diff(place: FilePlace, path: string): Promise<FileDiff>;
  dockerfile(place: FilePlace, paths: readonly string[]): Promise<FileDockerfile>;
  /** A tar of what these lines copy, named as in the build context; the stream has to be read or destroyed. */
  context(place: FilePlace, paths: readonly string[]): Promise<Readable>;
  /** What the image has at a path. */
  original(place: FilePlace, path: string): Promise<FileEntry>;
}

/** Everything that the API stands on. */
export interface Backends {
  readonly containers: ContainerBackend;
  readonly images: ImageBackend;
  readonly registry: RegistryBackend;
  readonly builder: BuildBackend;
  readonly system: SystemBackend;
  readonly status: StatusBackend;
  readonly networks: NetworkBackend;
  readonly networkLook?: NetworkLookBackend;
  readonly hostPorts?: HostPortBackend;
  readonly microscope: MicroscopeBackend;
  readonly disk: DiskBackend;
  readonly files: FilesBackend;
  readonly volumes: VolumeBackend;
  readonly timeMachine?: TimeMachineBackend;
  readonly recorder?: RecorderBackend;
}
