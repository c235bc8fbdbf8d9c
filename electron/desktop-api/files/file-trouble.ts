import { DesktopError, errnoOf, messageOf } from '../../desktop-error.ts';

const STATUSES: Readonly<Record<string, readonly [status: number, words: string]>> = {
  ENOENT: [404, 'is not there'],
  ENOTDIR: [400, 'is no folder'],
  EISDIR: [400, 'is a folder'],
  EACCES: [403, 'may not be opened by this user'],
  EPERM: [403, 'may not be changed by this user'],
  EROFS: [403, 'lies on a disk that cannot be written to'],
  ENOSPC: [507, 'does not fit: the disk is full'],
  ENAMETOOLONG: [400, 'is too long for a name'],
  ELOOP: [400, 'leads in a circle'],
};

/** What went wrong with a file of this machine, as a sentence with its path. */
export function fileTrouble(path: string, cause: unknown): DesktopError {
  if (cause instanceof DesktopError) return cause;
  const known = STATUSES[errnoOf(cause) ?? ''];
  return known === undefined
    ? new DesktopError(500, `${path}: ${messageOf(cause)}`, { cause })
    : new DesktopError(known[0], `${path} ${known[1]}.`, { cause });
}
