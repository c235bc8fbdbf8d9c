/** Shapes of Gantry's own `/gantry/volumes/{name}/…` about earlier states of a volume, and moving its files in and out. */

/**
 * How a snapshot keeps its files. `reflink`: it shares blocks with the volume until one of them is written. `copy`: a copy, in
 * which files that an earlier snapshot has already are that snapshot's own files (hard links).
 */
export type SnapshotMethod = 'reflink' | 'copy';

/** `manual`: a person asked for it. The others were taken before something that changes the whole volume. */
export type SnapshotKind = 'manual' | 'before-rollback' | 'before-import' | 'before-empty';

export interface VolumeSnapshot {
  /** Unique in its volume; sorts by time. */
  readonly id: string;
  readonly volume: string;
  /** RFC 3339. */
  readonly created: string;
  readonly note: string;
  readonly kind: SnapshotKind;
  readonly method: SnapshotMethod;
  readonly files: number;
  readonly folders: number;
  /** Bytes of its files' content. */
  readonly bytes: number;
  /** How long the copying took, in milliseconds. */
  readonly tookMs: number;
}

/** `GET /gantry/volumes/{name}/snapshots`. */
export interface SnapshotList {
  /** Oldest first. */
  readonly snapshots: readonly VolumeSnapshot[];
  /** How the next one will be taken, and why so. */
  readonly method: SnapshotMethod;
  readonly why: string;
  /** What a snapshot of a volume in use is worth, in a sentence. */
  readonly exactness: string;
}

/** One element of `GET /gantry/volumes/{name}/snapshots/sizes`; bytes of content. */
export interface SnapshotSize {
  readonly id: string;
  /** In files that only this snapshot has: about what removing it frees. */
  readonly own: number;
  /** In files that another snapshot has too, or with reflinks the volume itself. */
  readonly shared: number;
}

export interface SnapshotChange {
  /** As text; bytes that are not UTF-8 show as replacement characters. */
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'removed';
  readonly isFolder: boolean;
  /** Bytes before and after; undefined where it was not there, and of folders. */
  readonly before?: number;
  readonly after?: number;
}

/** `GET /gantry/volumes/{name}/snapshots/{id}/changes?to=ID`: from this snapshot to another, or to what is in the volume now. */
export interface SnapshotChanges {
  readonly added: number;
  readonly modified: number;
  readonly removed: number;
  /** The first of them, by path. */
  readonly changes: readonly SnapshotChange[];
  /** There are more than `changes` lists. */
  readonly truncated: boolean;
}

/** What `rollback`, `import`, `empty` and `clone` answer in the `aux` of their last progress message. */
export interface VolumeChanged {
  readonly volume: string;
  /** The snapshot that was taken before; undefined when there was nothing to keep. */
  readonly before?: VolumeSnapshot;
  /** Files and folders that were put in, replaced or taken away. */
  readonly differences?: number;
}
