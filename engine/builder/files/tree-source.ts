import type { Stats } from 'node:fs';

/** What COPY and ADD look at in a thing. */
export type TreeStats = Pick<
  Stats,
  | 'mode'
  | 'uid'
  | 'gid'
  | 'size'
  | 'mtimeMs'
  | 'nlink'
  | 'dev'
  | 'ino'
  | 'isFile'
  | 'isDirectory'
  | 'isSymbolicLink'
  | 'isFIFO'
>;

/** Where the things of a tree are. Paths are relative, one character per byte; '' is the root. */
export interface TreeSource {
  /** The path with all links followed inside the tree; undefined when nothing is there. */
  resolve(path: string): Promise<string | undefined>;
  /** What is at a path, links not followed; undefined for what cannot be copied (a socket). */
  look(path: string): Promise<{ readonly stats: TreeStats; readonly target: string } | undefined>;
  /** The names in a folder. */
  names(path: string): Promise<string[]>;
  read(path: string): AsyncIterable<Buffer>;
  /** The sha256 of a file's content in hexadecimal digits, where it is known already. */
  digest(path: string): string | undefined;
  /** A folder of this machine with the tree, for those who need real files. */
  onDisk(): Promise<string>;
}
