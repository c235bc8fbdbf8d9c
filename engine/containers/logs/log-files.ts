import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { errnoOf } from '../../base/errors.ts';

/**
 * A container's log as files: PATH, which the shim writes, and, once it was rotated, PATH.1 (the one before), PATH.2 and so
 * on. A file keeps its inode when it moves down, which is how a reader knows where it is.
 */
export interface LogFile {
  readonly path: string;
  readonly inode: number;
  readonly size: number;
}

/** A place in a log. */
export interface LogPosition {
  /** The inode of a file of the log; undefined for the oldest. */
  readonly inode: number | undefined;
  readonly offset: number;
}

export const BEGINNING: LogPosition = { inode: undefined, offset: 0 };

/** The files that there are, oldest first. While a file is being rotated it has two names and is listed once. */
export async function logFiles(path: string): Promise<readonly LogFile[]> {
  const rotated = await rotatedNumbers(path);
  const paths = [...rotated.sort((a, b) => b - a).map((number) => `${path}.${number}`), path];
  const found = (await Promise.all(paths.map(lookAt))).filter((file) => file !== undefined);
  return found.filter(({ inode }, index) => found.findIndex((other) => other.inode === inode) === index);
}

/** The numbers at the ends of the names of rotated files. */
export async function rotatedNumbers(path: string): Promise<number[]> {
  const prefix = `${basename(path)}.`;
  return (await namesIn(dirname(path)))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((end) => /^\d+$/.test(end))
    .map(Number);
}

/** Opens the file of a position for reading; undefined when there is no log. A file that is gone stands for the oldest. */
export async function openAt(
  path: string,
  position: LogPosition,
): Promise<{ readonly file: FileHandle; readonly inode: number; readonly offset: number } | undefined> {
  for (;;) {
    const files = await logFiles(path);
    const wanted = files.find(({ inode }) => inode === position.inode);
    const chosen = wanted ?? files[0];
    if (chosen === undefined) return undefined;
    const file = await openOrUndefined(chosen.path);
    // Between the listing and the opening the files may have moved down.
    if ((await file?.stat())?.ino === chosen.inode && file !== undefined) {
      return { file, inode: chosen.inode, offset: wanted === undefined ? 0 : position.offset };
    }
    await file?.close();
  }
}

/** The beginning of the file after that with `inode`, of the oldest when that is gone; undefined after the newest. */
export async function positionAfter(path: string, inode: number): Promise<LogPosition | undefined> {
  const files = await logFiles(path);
  const next = files[files.findIndex((file) => file.inode === inode) + 1];
  return next === undefined ? undefined : { inode: next.inode, offset: 0 };
}

/** True while the shim writes to the file with `inode`, and when the log is gone. */
export async function isNewest(path: string, inode: number): Promise<boolean> {
  const newest = await lookAt(path);
  return newest === undefined || newest.inode === inode;
}

/** The end of the log. The file is made when it is missing, so that a reader may come before the shim. */
export async function endOfLog(path: string): Promise<LogPosition> {
  const file = await open(path, 'a', 0o600);
  try {
    const { ino, size } = await file.stat();
    return { inode: ino, offset: size };
  } finally {
    await file.close();
  }
}

/** The end of the log as it is now; undefined when there is none. */
export async function endOfFiles(path: string): Promise<LogPosition | undefined> {
  const newest = await lookAt(path);
  return newest === undefined ? undefined : { inode: newest.inode, offset: newest.size };
}

async function lookAt(path: string): Promise<LogFile | undefined> {
  try {
    const { ino, size } = await stat(path);
    return { path, inode: ino, size };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function openOrUndefined(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
