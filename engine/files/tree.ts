import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileChange } from '../api/types/files.ts';

/** A file tree that people may look into: a volume's, or a container's root. Paths in it are one character per byte. */
export interface FileTree {
  /** Names the tree for as long as this engine runs, so that what was read of it can be kept for a moment. */
  readonly key: string;
  /** Where its root is on this machine; a link of the kernel's is followed. */
  readonly root: string;
  /** Why nothing may be changed at a path; undefined when it may. What is refused is refused by the kernel: this only tells. */
  readOnlyAt?(path: string): string | undefined;
  /** What it stands on, for those that stand on something. */
  readonly origin?: FileOrigin;
  close(): Promise<void>;
}

/** Marks by name, or the one for all of a folder that the origin does not have. */
export type FolderChanges = ReadonlyMap<string, FileChange> | 'all-added';

/** The image below a container's root. Only what is on the root's own file system was ever there. */
export interface FileOrigin {
  /** What is marked in one folder; what lies in it deeper counts as a change of the folder that it is in. */
  changesIn(folder: string): Promise<FolderChanges>;
  /** Everything that was changed, sorted by path. */
  changes(): Promise<readonly { readonly path: string; readonly change: FileChange }[]>;
  /** What the image has at a path; undefined when it has nothing there. Whoever asked closes a file's handle. */
  original(path: string): Promise<Original | undefined>;
}

export interface Original {
  readonly stats: BigIntStats;
  /** Of a link: what it says, as text. */
  readonly target: string | undefined;
  /** Opens a file's content. */
  open(): Promise<FileHandle>;
}
