import { stream } from './stream.ts';

/**
 * Everything below `folder` and itself (with an empty name) as find(1) prints it, for each thing two texts that end in NUL:
 * the path relative to the folder, and `type mode uid gid size mtime ctime inode links`. Other file systems inside are not
 * entered, links not followed; what vanishes meanwhile is left out.
 */
export function listTree(folder: string): AsyncGenerator<Buffer> {
  return stream('find', [folder, '-xdev', '-printf', '%P\\0%y %m %U %G %s %T@ %C@ %i %n\\0'], {
    successExitCodes: [0, 1],
  });
}
