import { lstat as lstatBack, readFile as readFileBack, type Stats } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { IgnorePatterns } from '../../builder/ignore/ignore-patterns.ts';

/** One thing of a folder that is sent. Paths are relative, one character per byte. */
export interface ContextEntry {
  readonly path: string;
  readonly stats: Stats;
  /** What a symbolic link says; empty for the rest. */
  readonly target: string;
  /** The content of a small file; larger ones are read when their turn comes. */
  readonly content: Buffer | undefined;
}

/** Of a folder with very many files the time goes here; the calls of `fs/promises` cost twice as much. */
const lstat = promisify(lstatBack);
const readFile = promisify(readFileBack);

/** So many entries of a folder are looked at side by side: most of the time goes into waiting for the disk. */
const AT_ONCE = 32;
const SMALL = 64 * 1024;

/** What a folder holds that is not ignored, folders before what is in them, names in byte order. */
export async function* walkContext(
  root: string,
  ignored: IgnorePatterns,
  folder = '',
): AsyncGenerator<ContextEntry> {
  const names = (await readdir(onDisk(root, folder), 'latin1')).sort(byBytes);
  const paths = names.map((name) => (folder === '' ? name : `${folder}/${name}`));
  for (let index = 0; index < paths.length; index += AT_ONCE) {
    const looks = paths.slice(index, index + AT_ONCE).map((path) => look(root, path, ignored));
    for (const found of await Promise.all(looks)) {
      if (found === undefined) continue;
      if (!found.isIgnored) yield found.entry;
      if (found.entry.stats.isDirectory()) yield* walkContext(root, ignored, found.entry.path);
    }
  }
}

/** The path on disk of something in a folder. */
export function onDisk(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

/** Undefined for what is left out with all below it, for what nobody can send, and for what is gone by now. */
async function look(
  root: string,
  path: string,
  ignored: IgnorePatterns,
): Promise<{ readonly entry: ContextEntry; readonly isIgnored: boolean } | undefined> {
  const isIgnored = ignored.ignores(path);
  if (isIgnored && !ignored.hasExceptions) return undefined;
  const place = onDisk(root, path);
  try {
    const stats = await lstat(place);
    if (stats.isSocket() || (isIgnored && !stats.isDirectory())) return undefined;
    const target = stats.isSymbolicLink() ? await readlink(place, 'latin1') : '';
    const content = stats.isFile() && stats.size <= SMALL ? await readFile(place) : undefined;
    return { entry: { path, stats, target, content }, isIgnored };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
