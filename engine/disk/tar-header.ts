/**
 * One member of a tar archive (POSIX.1-2017, pax; GNU tar's "basic tar format"). File names are bytes, not text, so
 * they and every other string here hold one byte per character (latin1); `base/file-name.ts` turns them into text.
 */
export interface TarHeader {
  readonly path: string;
  readonly type: TarType;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content that follow. */
  readonly size: number;
  /** Seconds since the epoch, in decimals, with up to nine digits of fraction. */
  readonly mtime: string;
  /** What a link points at; empty for the rest. */
  readonly linkPath: string;
  readonly device: { readonly major: number; readonly minor: number };
  /** Extended records that no field above holds, such as `SCHILY.xattr.user.x`. */
  readonly records: ReadonlyMap<string, string>;
}

export type TarType =
  | 'file'
  | 'hard-link'
  | 'symlink'
  | 'character-device'
  | 'block-device'
  | 'directory'
  | 'fifo';

export const BLOCK = 512;

/** Ends an archive: two empty blocks. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);

export { nameBytes, readableName } from '../base/file-name.ts';

/** How many bytes of padding follow `size` bytes of content. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The padding itself; not to be written to. */
export function padding(size: number): Buffer {
  return EMPTY.subarray(0, paddingOf(size));
}

const EMPTY = Buffer.alloc(BLOCK);
