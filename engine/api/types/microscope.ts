/**
 * Shapes of Gantry's own `/gantry/images/…`, the microscope: what is in an image, layer by layer, file by file, byte by byte.
 * An image is named by `?image=` (any reference or id), since names contain slashes. Layers count from 0 at the bottom, and
 * `?layer=` means "the image up to this layer"; left out, it is the top one. Paths begin with `/`, sizes are bytes as the files
 * themselves say (not blocks on a disk), times are seconds since the epoch. Every route is a GET; 400 for a wrong layer, path or
 * pattern, 404 for an image or a path that is not there.
 */

/** What a layer did to a path, against all layers below it. `null`: nothing. */
export type Change = 'added' | 'changed' | 'removed' | null;

export type FileKind = 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';

/** One thing in a folder, or found by a search. */
export interface ImageEntry {
  readonly path: string;
  /** The last part of `path`; '' for the root. */
  readonly name: string;
  readonly kind: FileKind;
  /** What the layer that was asked for did to it. What was removed is shown as it was before. */
  readonly change: Change;
  /** The layer that brought it as it is here (for what was removed: as it was). */
  readonly layer: number;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Of a file: its bytes. Of a folder: those of everything in it, hard links counted once, removed things not at all. */
  readonly size: number;
  /** Of a folder: how many things that are not folders it holds at any depth; else 0. */
  readonly files: number;
  /** Of a folder: how many folders it holds at any depth; else 0. */
  readonly folders: number;
  /** Of a folder: how many things in it, at any depth, the layer added, changed or removed; else 0. */
  readonly changes: number;
  /** Where a symlink leads, which file a hard link is, `MAJOR:MINOR` of a device; null for the rest. */
  readonly target: string | null;
  readonly hardLink: boolean;
  /** It has extended attributes. */
  readonly xattrs: boolean;
  /** It has file capabilities (`security.capability`). */
  readonly capabilities: boolean;
  /** `sha256:…` of a file's content; null for the rest. */
  readonly digest: string | null;
}

/**
 * `GET /gantry/images/tree?image=&layer=&path=&changed=&sort=name|size&offset=&limit=`: one folder. Folders come before the
 * rest; within both sorted by name (bytes) or by size, largest first. `changed=1` leaves out what the layer did not touch.
 * `limit` is 5000 unless told.
 */
export interface ImageTree {
  readonly image: string;
  readonly layer: number;
  /** The folder itself. */
  readonly folder: ImageEntry;
  readonly entries: readonly ImageEntry[];
  /** How many there are in the folder, before offset and limit. */
  readonly total: number;
}

/**
 * `GET /gantry/images/search?image=&layer=&query=&changed=&limit=`: in all paths, in the order of the tree. A query with `*`, `?`
 * or `[` is a glob (`*` stops at `/`, `**` does not; without `/` it is held against names only), any other a part of the path,
 * in which case does not matter. `limit` is 200 unless told, at most 5000.
 */
export interface ImageSearch {
  readonly image: string;
  readonly layer: number;
  readonly query: string;
  readonly entries: readonly ImageEntry[];
  /** How many match, beyond `limit` too. */
  readonly total: number;
}

/**
 * `GET /gantry/images/file?image=&layer=&path=`: a file to look at. `GET /gantry/images/file/content` with the same query is the
 * file itself, all of it, as a download (`Content-Disposition: attachment`, `Content-Length`).
 */
export interface ImageFile {
  readonly image: string;
  readonly layer: number;
  readonly entry: ImageEntry;
  /** Which layers wrote this path, from the bottom up to the top of the image: where a diff may start and end. */
  readonly versions: readonly ImageFileVersion[];
  readonly content: FilePreview;
}

/** What one layer did to a path. */
export interface ImageFileVersion {
  readonly layer: number;
  readonly change: Exclude<Change, null>;
  readonly kind: FileKind | null;
  readonly size: number;
  readonly digest: string | null;
}

/** The start of a file: the text when it is one, else the first bytes in base64. */
export type FilePreview =
  | { readonly kind: 'text'; readonly text: string; readonly truncated: boolean }
  | { readonly kind: 'binary'; readonly base64: string; readonly truncated: boolean }
  /** Not a file with content. */
  | { readonly kind: 'none' };

/**
 * `GET /gantry/images/diff?image=&path=&layer=&from=`: the file at `layer` against itself at layer `from` (unless told, the layer
 * below the one that wrote it last); with `&fromImage=` against the file in another image. A file that is missing on one
 * side counts as empty there.
 */
export interface ImageFileDiff {
  readonly path: string;
  readonly from: DiffSide | null;
  readonly to: DiffSide | null;
  readonly result:
    | { readonly kind: 'same' }
    | {
        readonly kind: 'text';
        readonly added: number;
        readonly removed: number;
        readonly hunks: readonly DiffHunk[];
      }
    /** At least one side is binary. */
    | { readonly kind: 'binary' }
    /** Over the limit of a text diff (1 MiB a side, or too many changes to find in time). */
    | { readonly kind: 'too-large' };
}

export interface DiffSide {
  readonly image: string;
  readonly layer: number;
  readonly size: number;
  readonly mode: number;
  readonly digest: string | null;
}

/** As in a unified diff: lines count from 1; each line begins with ' ', '-' or '+'. */
export interface DiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

/** `GET /gantry/images/layers?image=`: the layers, from the bottom up, and the history that made them. */
export interface ImageLayers {
  readonly image: string;
  readonly layers: readonly ImageLayer[];
  readonly history: readonly ImageStep[];
  /** Bytes of all layers' files, and of what can be seen at the top. */
  readonly size: number;
  readonly visible: number;
  /** Bytes that were written and then overwritten or deleted by a layer above. */
  readonly wasted: number;
}

export interface ImageLayer {
  readonly layer: number;
  readonly chain: string;
  readonly diffId: string;
  /** Bytes of the blob, as a registry would send it. */
  readonly blobSize: number;
  /** Bytes of its own files. */
  readonly size: number;
  readonly added: ChangeCount;
  readonly changed: ChangeCount;
  /** `bytes` is what the removed things had. */
  readonly removed: ChangeCount;
  /** Bytes of its files that a layer above overwrote or deleted. */
  readonly wasted: number;
  /** The element of `history` that made it; null when the history does not tell. */
  readonly step: number | null;
  /** Names of other images that have the same layer. */
  readonly sharedWith: readonly string[];
}

export interface ChangeCount {
  /** Files, links and devices; folders are not counted. */
  readonly files: number;
  readonly bytes: number;
}

/** One step of the image's making, the oldest first. */
export interface ImageStep {
  readonly step: number;
  /** RFC 3339; null when it was not recorded. */
  readonly created: string | null;
  readonly createdBy: string;
  /** `createdBy` as a Dockerfile line, without the shell and the marks that builders add. */
  readonly line: string;
  readonly comment: string;
  /** The layer that it made; null when it made none. */
  readonly layer: number | null;
}

/** `GET /gantry/images/waste?image=&limit=`: files written and then overwritten or deleted by a layer above, largest first. */
export interface ImageWaste {
  readonly image: string;
  readonly bytes: number;
  readonly files: readonly WastedFile[];
  readonly total: number;
}

export interface WastedFile {
  readonly path: string;
  /** Bytes over all its lost versions. */
  readonly bytes: number;
  readonly versions: readonly {
    readonly layer: number;
    readonly size: number;
    readonly lostTo: number;
    readonly how: 'overwritten' | 'deleted';
  }[];
}

/** `GET /gantry/images/duplicates?image=&limit=`: files with the same content that the image shows in several places. */
export interface ImageDuplicates {
  readonly image: string;
  /** Bytes that one copy of each would save. */
  readonly bytes: number;
  readonly groups: readonly DuplicateGroup[];
  readonly total: number;
}

export interface DuplicateGroup {
  readonly digest: string;
  /** Of one copy. */
  readonly size: number;
  readonly bytes: number;
  readonly paths: readonly { readonly path: string; readonly layer: number }[];
}

/**
 * `GET /gantry/images/why-big?image=`: what would make the image smaller, the largest first. Each file counts for one cause only, so
 * the causes add up.
 */
export interface ImageWhyBig {
  readonly image: string;
  readonly size: number;
  /** Bytes that all causes together would save. */
  readonly bytes: number;
  readonly causes: readonly BigCause[];
}

export type BigCauseKind =
  | 'overwritten'
  | 'deleted-later'
  | 'package-cache'
  | 'language-cache'
  | 'version-control'
  | 'temporary-files'
  | 'build-tools'
  | 'debug-and-static'
  | 'documentation'
  | 'locales'
  | 'duplicates'
  | 'large-file';

export interface BigCause {
  readonly kind: BigCauseKind;
  /** A few words: "apt package lists". */
  readonly title: string;
  readonly bytes: number;
  readonly files: number;
  /** What to do, in plain words. */
  readonly suggestion: string;
  /** The steps that brought it, the largest first. */
  readonly places: readonly {
    readonly layer: number;
    readonly step: number | null;
    readonly line: string | null;
    readonly bytes: number;
    readonly files: number;
  }[];
  /** The largest files or folders concerned, at most ten. */
  readonly examples: readonly { readonly path: string; readonly bytes: number; readonly layer: number }[];
}

/** `GET /gantry/images/compare?from=&to=&limit=`: what has to change in image `from` to become image `to`. */
export interface ImageComparison {
  readonly from: ComparedImage;
  readonly to: ComparedImage;
  /** How many layers, from the bottom up, both have. */
  readonly sharedLayers: number;
  readonly files: {
    readonly added: ChangeCount;
    readonly removed: ChangeCount;
    /** `bytes` is the difference that the changed ones make. */
    readonly changed: ChangeCount;
    /** Largest difference first, cut off at `limit` (500 unless told). */
    readonly entries: readonly ComparedFile[];
    readonly total: number;
  };
  readonly packages: readonly ComparedPackage[];
  readonly configuration: readonly ComparedField[];
}

export interface ComparedImage {
  readonly image: string;
  readonly names: readonly string[];
  readonly layers: number;
  /** Bytes of all layers' files. */
  readonly size: number;
}

export interface ComparedFile {
  readonly path: string;
  readonly change: Exclude<Change, null>;
  readonly kind: FileKind;
  /** Null on the side where it is not. */
  readonly from: { readonly size: number; readonly mode: number; readonly layer: number } | null;
  readonly to: { readonly size: number; readonly mode: number; readonly layer: number } | null;
  /** False when only mode or owner differ; another time alone is no difference. */
  readonly contentDiffers: boolean;
}

export interface ComparedPackage {
  readonly manager: 'dpkg' | 'apk';
  readonly name: string;
  readonly architecture: string;
  /** Null on the side where it is not. */
  readonly from: string | null;
  readonly to: string | null;
  readonly change: 'added' | 'removed' | 'upgraded' | 'downgraded';
}

/** One setting that differs. Of lists and maps (Env, Labels, ports, volumes) each element is a field of its own. */
export interface ComparedField {
  /** As in `docker inspect`: `Cmd`, `User`, … and `Env`, `Labels`, `ExposedPorts`, `Volumes` with `key`. */
  readonly field: string;
  readonly key: string | null;
  readonly from: string | null;
  readonly to: string | null;
}
