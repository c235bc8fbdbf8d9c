import { lstat, readlink } from 'node:fs/promises';
import { posix } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { readableName } from '../../base/file-name.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';

/** Where something is to lie: relative, without a slash at the ends, one character per byte. */
export interface TargetPlace {
  readonly path: string;
  /** A folder is meant, or is there. */
  readonly isFolder: boolean;
  /** What is there now: nothing, a folder, or something else. */
  readonly there: 'nothing' | 'folder' | 'other';
}

/** As the kernel has it. */
const MOST_LINKS = 40;

/**
 * Where a target (one character per byte) is, with the links of the image followed inside it, also those that lead nowhere yet; without a root it is
 * taken as written. Throws `SyntaxFault` where a file stands in the way.
 */
export async function placeOf(target: string, root: string | undefined): Promise<TargetPlace> {
  const asFolder = target.endsWith('/') || posix.normalize(target) === '/';
  if (root === undefined) {
    return { path: withoutSlashes(posix.normalize(target)), isFolder: asFolder, there: 'nothing' };
  }
  const open = partsOf(target);
  const done: string[] = [];
  let there: TargetPlace['there'] = 'folder';
  for (let links = 0; open.length > 0; ) {
    const part = open.shift() ?? '';
    if (part === '..') {
      done.pop();
      there = 'folder';
      continue;
    }
    if (there === 'other') throw inTheWay(done.join('/'));
    const kind: Awaited<ReturnType<typeof kindOf>> =
      there === 'nothing' ? 'nothing' : await kindOf(root, [...done, part].join('/'));
    if (kind === 'nothing' || kind === 'folder' || kind === 'other') {
      done.push(part);
      there = kind;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new SyntaxFault(`too many links on the way to ${target}`, 0);
    if (kind.link.startsWith('/')) done.length = 0;
    open.unshift(...partsOf(kind.link));
    there = 'folder';
  }
  if (asFolder && there === 'other') throw inTheWay(done.join('/'));
  return { path: done.join('/'), isFolder: asFolder || there === 'folder', there };
}

/** Docker's words for a file where a folder is needed. */
export function inTheWay(place: string): SyntaxFault {
  const path = readableName(place);
  return new SyntaxFault(`failed to create new directory: mkdir /${path}: not a directory`, 0);
}

async function kindOf(root: string, name: string): Promise<TargetPlace['there'] | { readonly link: string }> {
  const path = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return { link: await readlink(path, 'latin1') };
    return stats.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return 'nothing';
    throw error;
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Asks whether the image has a folder at a place, links followed. */
export function hasFolderIn(root: string | undefined): (place: string) => Promise<boolean> {
  return async (place) => root !== undefined && (await placeOf(place, root)).there === 'folder';
}

export function withoutSlashes(path: string): string {
  return path.replace(/^\/+/, '').replace(/\/+$/, '');
}
