import type { Readable } from 'node:stream';
import type {
  FileChanges,
  FileDiff,
  FileDockerfile,
  FileEntry,
  FileListing,
  FilesMeasured,
  FilesRemoved,
  FileText,
} from '../types/files.ts';

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
