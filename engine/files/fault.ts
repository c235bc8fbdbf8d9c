import { errnoOf, fault, GantryError, messageOf } from '../base/errors.ts';

/** A failure in a tree as a sentence. What is ours already stays as it is. */
export function treeFault(what: string, cause: unknown): Error {
  if (cause instanceof GantryError) return cause;
  const cannot = `cannot ${what}`;
  switch (errnoOf(cause)) {
    case 'ENOSPC':
      return fault('system', `${cannot}: no space left on the disk; free some space and try again`, cause);
    case 'EDQUOT':
      return fault('system', `${cannot}: the quota of the disk is used up`, cause);
    case 'EROFS':
      return fault('forbidden', `${cannot}: the file system is read-only`, cause);
    case 'EACCES':
    case 'EPERM':
      return fault('forbidden', `${cannot}: permission denied`, cause);
    case 'ENOENT':
      return fault('not-found', `${cannot}: it is not there`, cause);
    case 'EEXIST':
      return fault('conflict', `${cannot}: the name is taken`, cause);
    case 'ENOTEMPTY':
      return fault('conflict', `${cannot}: the folder is not empty`, cause);
    case 'ENOTDIR':
      return fault('invalid', `${cannot}: a part of the path is not a folder`, cause);
    case 'EISDIR':
      return fault('invalid', `${cannot}: it is a folder`, cause);
    case 'EBUSY':
      return fault('conflict', `${cannot}: something is mounted there`, cause);
    case 'ENAMETOOLONG':
      return fault('invalid', `${cannot}: the name is too long`, cause);
    default:
      return fault('system', `${cannot}: ${messageOf(cause)}`, cause);
  }
}
