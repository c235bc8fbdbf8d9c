import type { Readable } from 'node:stream';
import type { SnapshotChanges, SnapshotList, SnapshotSize } from '../types/snapshot.ts';
import type { Volume, VolumeCreateRequest, VolumeOverview, VolumePruneReport } from '../types/volume.ts';
import type { Filters } from './filters.ts';
import type { ProgressMessage } from './progress.ts';

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
