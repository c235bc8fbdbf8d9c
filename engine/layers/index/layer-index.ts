import type { Digest } from '../../base/digest.ts';
import { hexOf } from '../../base/digest.ts';

/**
 * What one unpacked layer holds, as columns: row 0 is the root, and every folder is followed by all that is in it, names in
 * the order of their bytes (a depth-first walk). So a folder and everything below it are the rows from itself up to
 * `end`, and two layers can be walked side by side without looking anything up. Names are bytes, one per character (latin1).
 *
 * An index says what lies in the layer's folder, not what was in the tar: whiteouts are there where they hide something,
 * and folders that the tar left out have the attributes that they were given.
 */
export interface LayerIndex {
  readonly rows: number;
  /** The folder that holds the row; the root's is itself. */
  readonly parent: Uint32Array;
  /** The first row that is not below this one. */
  readonly end: Uint32Array;
  /** One of `KIND`. */
  readonly kind: Uint8Array;
  /** Any of `FLAG`. */
  readonly flags: Uint8Array;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: Uint16Array;
  readonly uid: Uint32Array;
  readonly gid: Uint32Array;
  /** Bytes of a file's content; 0 for the rest. */
  readonly size: Float64Array;
  /** Seconds since the epoch. */
  readonly mtime: Float64Array;
  /** The row's name is `names` from `nameAt[row]` to `nameAt[row + 1]`; so too for the rest. */
  readonly nameAt: Uint32Array;
  readonly names: Buffer;
  /** Where a symlink leads, the path of the file that a hard link is, `MAJOR:MINOR` of a device. */
  readonly targetAt: Uint32Array;
  readonly targets: Buffer;
  /** Which element of `digests` is the sha256 of the file's content; `NO_DIGEST` for empty files and the rest. */
  readonly digestAt: Uint32Array;
  /** 32 bytes each. */
  readonly digests: Buffer;
  /** Bytes of memory that all this takes. */
  readonly bytes: number;
}

export const KIND = {
  directory: 0,
  file: 1,
  symlink: 2,
  characterDevice: 3,
  blockDevice: 4,
  fifo: 5,
  /** Hides what lower layers have at this path. */
  whiteout: 6,
} as const;

export const FLAG = {
  /** The folder hides what lower layers hold in it. */
  opaque: 1,
  /** Another name of a file that comes elsewhere in the layer; it takes no space of its own. */
  hardLink: 2,
  xattrs: 4,
  capability: 8,
} as const;

export const NO_DIGEST = 0xffff_ffff;
export const DIGEST_BYTES = 32;

const EMPTY_CONTENT = hexOf(
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' as Digest,
);

/** The last part of the row's path; '' for the root. */
function nameOfRow(index: LayerIndex, row: number): string {
  return index.names.toString('latin1', index.nameAt[row], index.nameAt[row + 1]);
}

/** The row's path from the layer's root, without a slash at its beginning; '' for the root. */
export function pathOfRow(index: LayerIndex, row: number): string {
  const parts: string[] = [];
  for (let at = row; at > 0; at = index.parent[at] ?? 0) parts.push(nameOfRow(index, at));
  return parts.reverse().join('/');
}

/** Where a link leads, or which device it is; '' for the rest. */
export function targetOfRow(index: LayerIndex, row: number): string {
  return index.targets.toString('latin1', index.targetAt[row], index.targetAt[row + 1]);
}

/** The sha256 of a file's content in hex; undefined for everything that is not a file. */
export function contentOfRow(index: LayerIndex, row: number): string | undefined {
  if (index.kind[row] !== KIND.file) return undefined;
  const at = index.digestAt[row] ?? NO_DIGEST;
  if (at === NO_DIGEST) return EMPTY_CONTENT;
  return index.digests.toString('hex', at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES);
}

/** True when the row of one index and the row of another (or the same) have the same content. */
export function hasSameContent(a: LayerIndex, rowA: number, b: LayerIndex, rowB: number): boolean {
  const atA = a.digestAt[rowA] ?? NO_DIGEST;
  const atB = b.digestAt[rowB] ?? NO_DIGEST;
  if (atA === NO_DIGEST || atB === NO_DIGEST) return atA === atB;
  const from = atA * DIGEST_BYTES;
  const to = atB * DIGEST_BYTES;
  return a.digests.compare(b.digests, to, to + DIGEST_BYTES, from, from + DIGEST_BYTES) === 0;
}
