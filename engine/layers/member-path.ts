import { fault } from '../base/errors.ts';
import { readableName } from '../disk/tar-header.ts';

/** An empty part, `.` or `..`. Most names have none, and layers have many names. */
const NEEDS_CLEANING = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** What the kernel takes as a path, PATH_MAX without its end (path_resolution(7)). */
const MAX_LENGTH = 4095;

/**
 * Where a member of a layer lies: its name without `./`, doubled slashes and a slash at the end; '' for the root itself.
 * Throws `invalid` for names that begin at the machine's root or climb, which no honest program writes, and for longer ones than
 * any program could open.
 */
export function memberPath(name: string): string {
  if (name.length > MAX_LENGTH) {
    const start = readableName(name.slice(0, 40));
    throw fault(
      'invalid',
      `the layer's entry "${start}…" has a name of ${name.length} bytes; ${MAX_LENGTH} are possible`,
    );
  }
  if (name.startsWith('/')) {
    throw fault('invalid', `the layer's entry "${readableName(name)}" has an absolute name`);
  }
  if (!NEEDS_CLEANING.test(name)) return name;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw fault('invalid', `the layer's entry "${readableName(name)}" climbs out of its folder`);
  }
  return parts.join('/');
}

/** The folder that holds `path`; '' is the root, which holds itself. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The last part of `path`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name in a folder. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folders above `path`, from the root's child down to its parent. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
