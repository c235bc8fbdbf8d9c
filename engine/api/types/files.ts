/**
 * Shapes of Gantry's own `/gantry/containers/{id}/files…` and `/gantry/volumes/{name}/files…`: a container's root file system,
 * running or stopped, or a volume, as a file manager shows it. Both have the same routes; those with change marks know them for
 * containers only.
 *
 * Paths begin with `/`. Names are bytes: one that is no UTF-8 has the lone surrogate U+DC00 + byte in its text for each odd byte,
 * and in a query each byte of a path is percent-encoded as it is (`%FF`). Links are followed inside the root and never out of it;
 * what the last part of a path names is followed by `list`, `text` and `content`, and is left alone by all that changes it.
 * Sizes are bytes, times seconds since the epoch. 404: not there; 400: no such kind of thing; 409: it has changed, or the name is
 * taken; 403: read-only.
 */

export type FileKind =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'character-device'
  | 'block-device'
  | 'fifo'
  | 'socket';

/** Against the container's image; `deleted` things are shown as the image has them. */
export type FileChange = 'added' | 'modified' | 'deleted';

export interface FileEntry {
  /** As it was asked for, without links followed on the way. */
  readonly path: string;
  /** The last part of `path`; '' for the root. */
  readonly name: string;
  readonly kind: FileKind;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a file its bytes; of all else 0. */
  readonly size: number;
  readonly mtime: number;
  /** Of a symlink: what it says. */
  readonly target: string | null;
  /** Of a symlink: the kind of what it leads to inside the root; null when that is nothing. */
  readonly leadsTo: FileKind | null;
  /** Null for what is as in the image, and in volumes. */
  readonly change: FileChange | null;
  /** Names what is there now: another one means that it has changed. For `If-Match`. */
  readonly version: string;
}

/**
 * `GET …/files?path=&sort=name|size|mtime&descending=&offset=&limit=&match=&changed=`: one folder. Folders come before the rest.
 * `match` leaves only names that contain it, in any case; `changed=1` leaves out what is as in the image. `limit` is 1000 unless
 * told, 10000 at most.
 */
export interface FileListing {
  /** The folder itself, links followed: `path` is where it really lies. */
  readonly folder: FileEntry;
  readonly entries: readonly FileEntry[];
  /** How many there are, before `offset` and `limit`. */
  readonly total: number;
  /** False when the folder holds more than is listed (a million names): `match` reaches them all. */
  readonly complete: boolean;
  /** Why nothing can be changed here; null when it can. */
  readonly readOnly: string | null;
  /** True where change marks are known: in a container outside what is mounted into it. */
  readonly marked: boolean;
}

/** `GET …/files/text?path=`: a file for the editor. `GET …/files/content` is all of it as a download, with ranges. */
export interface FileText {
  readonly entry: FileEntry;
  readonly content: /** All of a text in UTF-8, exactly. */
    | { readonly kind: 'text'; readonly text: string }
    /** A text that cannot be edited: only its start is here, or some of its bytes are no UTF-8. */
    | { readonly kind: 'excerpt'; readonly text: string; readonly why: 'too-large' | 'encoding' }
    /** Its first bytes. */
    | { readonly kind: 'binary'; readonly base64: string }
    /** Not a file. */
    | { readonly kind: 'none' };
}

/** `POST …/files/measure {paths}`: what is in these, all together, at any depth. */
export interface FilesMeasured {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  /** False when it was too much to count in time; the figures are then of the part that was. */
  readonly complete: boolean;
}

/** `POST …/files/remove {paths}` with everything in them. */
export interface FilesRemoved {
  readonly removed: readonly string[];
}

/** `GET …/files/changes`: everything that a container changed, as `docker diff` says, with kinds and sizes. */
export interface FileChanges {
  readonly changes: readonly {
    readonly path: string;
    readonly change: FileChange;
    readonly kind: FileKind;
    readonly size: number;
  }[];
  readonly total: number;
}

/** `GET …/files/diff?path=`: what the image has at a path against what is there now. */
export interface FileDiff {
  readonly path: string;
  /** Null where it is not. */
  readonly image: { readonly size: number; readonly mode: number } | null;
  readonly now: { readonly size: number; readonly mode: number } | null;
  readonly result:
    | { readonly kind: 'same' }
    | {
        readonly kind: 'text';
        readonly added: number;
        readonly removed: number;
        readonly hunks: readonly FileDiffHunk[];
        /** The image's text, whole. */
        readonly before: string;
        readonly after: string;
      }
    | { readonly kind: 'binary' }
    | { readonly kind: 'too-large' };
}

/** As in a unified diff: lines count from 1; each line begins with ' ', '-' or '+'. */
export interface FileDiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

/**
 * `GET …/files/dockerfile?path=…`: lines that make the same changes to the image: everything, or only what is at or below the
 * paths named. `GET …/files/dockerfile/context?path=…` is a tar of the build context that the lines copy from.
 */
export interface FileDockerfile {
  readonly lines: readonly string[];
  /** What has to lie in the build context. */
  readonly copied: readonly string[];
}
