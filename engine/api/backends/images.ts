import type { Readable } from 'node:stream';
import type {
  ImageDeleteItem,
  ImageHistoryItem,
  ImageInspect,
  ImagePruneReport,
  ImageSummary,
} from '../types/image.ts';
import type { Filters } from './filters.ts';
import type { ProgressMessage } from './progress.ts';

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
