/**
 * One thing in a tree as an index keeps it. A line of an index is `key NUL stat`; sorted by their bytes, lines come
 * folder by folder, each folder before what is in it.
 */
export interface TreeRecord {
  /** The path in the form that sorts so; `pathOfKey` reads it. The tree's own root is ''. */
  readonly key: string;
  /** `type mode uid gid size mtime ctime inode links`, as find(1) writes them. */
  readonly stat: string;
}

/** A record's facts. */
export interface TreeStat {
  /** find's letter: f, d, l, p, s, b, c. */
  readonly type: string;
  readonly mode: string;
  readonly uid: string;
  readonly gid: string;
  readonly size: number;
  readonly mtime: string;
  /** Seconds since the epoch with a fraction. */
  readonly ctime: string;
  readonly inode: string;
  readonly links: number;
}

/** Bytes that mean something in a key or a line. Names that hold them are rare, and cost an escape. */
// oxlint-disable-next-line no-control-regex
const RARE = /[\u0001\u0002\n]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\u0002\u0003',
  '\u0001': '\u0002\u0004',
  '\u0002': '\u0002\u0005',
};
const PLAIN: Readonly<Record<string, string>> = { '\u0003': '\n', '\u0004': '\u0001', '\u0005': '\u0002' };
// oxlint-disable-next-line no-control-regex
const ESCAPED = /\u0002(.)|\u0001/gs;

/** The key of a path (one character per byte, relative, without `./`). */
export function keyOfPath(path: string): string {
  return path.replace(RARE, (byte) => ESCAPES[byte] ?? byte).replaceAll('/', '\u0001');
}

export function pathOfKey(key: string): string {
  return key.replace(ESCAPED, (_, escaped?: string) =>
    escaped === undefined ? '/' : (PLAIN[escaped] ?? ''),
  );
}

/** True when `key` lies somewhere below the folder `folder`. */
export function isBelow(folder: string, key: string): boolean {
  return folder === '' ? key !== '' : key.startsWith(folder) && key[folder.length] === '\u0001';
}

/** The key of the folder that holds `key`, which is not the root's. */
export function parentKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('\u0001')));
}

export function isFolder({ stat }: TreeRecord): boolean {
  return stat.startsWith('d');
}

export function statOf({ stat }: TreeRecord): TreeStat {
  const [
    type = '',
    mode = '',
    uid = '',
    gid = '',
    size = '0',
    mtime = '',
    ctime = '',
    inode = '',
    links = '1',
  ] = stat.split(' ');
  return { type, mode, uid, gid, size: Number(size), mtime, ctime, inode, links: Number(links) };
}
