/**
 * Shapes of Gantry's own `/gantry/disk…`: what occupies the disk, and the reclaim planner. Bytes are those that a file system
 * gives to things (`st_blocks` × 512, what `du` counts, each inode once), not the lengths of files.
 */

/** `GET /gantry/disk`. */
export interface DiskReport {
  /** How bytes were counted. */
  readonly measure: 'allocated';
  readonly root: string;
  readonly fileSystem: {
    readonly size: number;
    /** Bytes that are free, and those that are free for us. */
    readonly free: number;
    readonly available: number;
  };
  /** Bytes of everything below `root`. */
  readonly bytes: number;
  /** The tree of a treemap: each byte is in exactly one leaf. */
  readonly tree: DiskNode;
  /** What may be chosen for a plan. */
  readonly choices: readonly DiskChoice[];
}

export type DiskNodeKind =
  | 'root'
  /**
   * A heading: images, layers that several images share, containers, logs of removed ones, downloads, leftovers, the engine's
   * own records.
   */
  | 'group'
  | 'image'
  | 'layer'
  | 'container'
  /** A container's own writable layer, and its log. */
  | 'writable'
  | 'log'
  /** A blob: a packed layer, a manifest, a configuration. */
  | 'blob'
  | 'volume'
  | 'build-cache'
  | 'leftover'
  | 'records';

export interface DiskNode {
  readonly kind: DiskNodeKind;
  /** Unique in the tree. */
  readonly id: string;
  /** For a person: a name, or the first digits of an id. */
  readonly label: string;
  /** With everything below it. */
  readonly bytes: number;
  readonly children: readonly DiskNode[];
}

export type DiskChoiceKind = 'image' | 'container' | 'removed-log' | 'leftover' | 'volume' | 'build-cache';

/** Something that may be chosen to go. */
export interface DiskChoice {
  readonly kind: DiskChoiceKind;
  readonly id: string;
  readonly label: string;
  readonly names: readonly string[];
  /** RFC 3339; null when not known. */
  readonly created: string | null;
  /** Of a volume: when its newest file was written, RFC 3339; null while that is not known. */
  readonly newest?: string | null;
  /** Of the log of a removed container: when that was removed, RFC 3339. */
  readonly removed?: string;
  /** Bytes that go when nothing else goes: what it shares with others is not in it. */
  readonly unique: number;
  /** Bytes of all that it stands on, shared or not. */
  readonly total: number;
  /** Nobody needs it: a nameless image, an image without containers, a stopped container, the log of a removed one, a leftover. */
  readonly unused: boolean;
  readonly dangling: boolean;
  /** Why it cannot go now, in a sentence; null when it can. It may be that something else has to be chosen with it. */
  readonly blocked: string | null;
}

/** Body of `POST /gantry/disk/plan`: what may go. */
export interface DiskPlanRequest {
  readonly choose: readonly { readonly kind: DiskChoiceKind; readonly id: string }[];
}

/** Answer of `POST /gantry/disk/plan`, and the body of `POST /gantry/disk/apply`. */
export interface DiskPlan {
  /** A digest over the choice, the deletions and all that they were derived from. */
  readonly id: string;
  readonly choose: DiskPlanRequest['choose'];
  /** Exactly what will be deleted, in this order. */
  readonly deletions: readonly DiskDeletion[];
  /** What was chosen and cannot go, with the reason. */
  readonly refused: readonly {
    readonly kind: DiskChoiceKind;
    readonly id: string;
    readonly label: string;
    readonly why: string;
  }[];
  /** Bytes that all deletions free. */
  readonly bytes: number;
}

export interface DiskDeletion {
  readonly kind:
    | 'container'
    | 'removed-log'
    | 'image'
    | 'name'
    | 'layer'
    | 'blob'
    | 'leftover'
    | 'volume'
    | 'build-cache';
  readonly id: string;
  readonly label: string;
  readonly bytes: number;
  /** The choices that bring it about; a shared layer has several. */
  readonly because: readonly string[];
}

/** Answer of `POST /gantry/disk/apply`. 409 with `{message, changed: DiskPlanChange[]}` when the world is not the plan's any more. */
export interface DiskApplied {
  readonly deletions: readonly (DiskDeletion & {
    /** Bytes measured just before it went, once it was gone; 0 when it failed. */
    readonly freed: number;
    readonly error: string | null;
  })[];
  /** Bytes that were really freed. */
  readonly freed: number;
  /** How many more bytes the file system has free; others write too, so it is no proof. */
  readonly fileSystemGained: number;
}

/** One difference between a plan and the world as it is. */
export interface DiskPlanChange {
  readonly kind: DiskDeletion['kind'];
  readonly id: string;
  readonly label: string;
  /** `new`: would go now too. `gone`: would not go any more. `bytes`: is of another size. */
  readonly what: 'new' | 'gone' | 'bytes';
}
