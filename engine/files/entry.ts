import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileChange, FileEntry, FileKind } from '../api/types/files.ts';
import { readableName } from '../base/file-name.ts';
import { linkTarget, type Root } from './root.ts';

type Kinds = Pick<
  BigIntStats,
  'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'
>;

/** What kind of thing a stat or a folder's entry tells of. */
export function kindOfStats(stats: Kinds): FileKind {
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  if (stats.isBlockDevice()) return 'block-device';
  if (stats.isCharacterDevice()) return 'character-device';
  return 'file';
}

/**
 * Names what is at a path now: any write, any other owner or mode, and any replacement gives another one. (The time of the change,
 * which nobody can set, with size and inode.)
 */
export function versionOf(stats: BigIntStats): string {
  return [stats.mtimeNs, stats.ctimeNs, stats.size, stats.ino].map((part) => part.toString(36)).join('-');
}

/** A name in a folder as the API shows it. `folder` and `name` are one character per byte. */
export async function entryOf(
  root: Root,
  place: {
    readonly path: string;
    readonly folder: FileHandle;
    readonly name: string;
    readonly stats: BigIntStats;
  },
  change: FileChange | null = null,
): Promise<FileEntry> {
  const { path, stats } = place;
  const target = stats.isSymbolicLink() ? await linkTarget(place.folder, place.name) : undefined;
  return {
    ...plainEntry(path, stats, change),
    target: target === undefined ? null : readableName(target),
    leadsTo: target === undefined ? null : await endOf(root, path),
  };
}

/** The same of a thing that is not a link. */
export function plainEntry(path: string, stats: BigIntStats, change: FileChange | null): FileEntry {
  return {
    path: readableName(path),
    name: readableName(path.slice(path.lastIndexOf('/') + 1)),
    kind: kindOfStats(stats),
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    size: stats.isFile() ? Number(stats.size) : 0,
    mtime: Number(stats.mtimeNs / 1_000_000n) / 1000,
    target: null,
    leadsTo: null,
    change,
    version: versionOf(stats),
  };
}

/** The kind of what a link leads to in the end; null when that is nothing. */
async function endOf(root: Root, path: string): Promise<FileKind | null> {
  try {
    const found = await root.find(path, { follow: true });
    await found.close();
    return found.node === undefined ? null : kindOfStats(found.node.stats);
  } catch {
    return null;
  }
}

/** A name in a folder's path. */
export function below(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
