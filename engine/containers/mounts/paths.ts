import { posix } from 'node:path';
import { fault } from '../../base/errors.ts';

/** A path without `.`, `..`, doubled slashes and a slash at the end, as Go's path.Clean makes it. */
export function cleanPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** Why a path cannot be where something is mounted, in Docker's words; undefined when it can. */
export function badDestination(path: string): string | undefined {
  if (cleanPath(path) === '/') return "invalid specification: destination can't be '/'";
  return badAbsolute(path);
}

/** Why a path is not absolute, in Docker's words; undefined when it is. */
export function badAbsolute(path: string): string | undefined {
  if (path.includes('\0')) return 'invalid mount path: it holds a NUL byte';
  return path.startsWith('/') ? undefined : `invalid mount path: '${path}' mount path must be absolute`;
}

/** True for a relative path that does not lead out by `..`, as Go's filepath.IsLocal has it. */
export function isLocalPath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\0')) return false;
  const normal = posix.normalize(path);
  return normal !== '..' && !normal.startsWith('../');
}

/** `Duplicate mount point`, as Docker says it. */
export function duplicate(destination: string): Error {
  return fault('invalid', `Duplicate mount point: ${destination}`);
}
