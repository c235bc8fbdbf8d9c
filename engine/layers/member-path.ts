import { fault } from '../base/errors.ts';
import { readableName } from '../disk/tar-header.ts';

/** An empty part, `.` or `..`. Most names have none, and layers have many names. */
const NEEDS_CLEANING = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * Where a member of a layer lies: its name without `./`, doubled slashes and a slash at the end; '' for the root itself.
 * Throws `invalid` for names that begin at the machine's root or climb, which no honest program writes.
 */
export function memberPath(name: string): string {
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
