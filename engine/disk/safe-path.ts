import { lstat, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { errnoOf, fault } from '../base/errors.ts';

const MAX_LINKS = 255;

/**
 * Resolves `path` as a process whose root is `root` would: `..` stops at the root, every symlink is followed inside
 * the root, never outside. The last component need not exist. Answers an absolute host path without links below
 * `root`. It is a snapshot: a caller that fears a link swapped in meanwhile opens the parent and checks again.
 *
 * @param followLast false leaves a symlink in the last component as it is (lstat against stat)
 * @param stopAt asked with each folder on the way (`/a/b`, in the root): true when what lies below is not the root's own
 */
export async function resolveInRoot(
  root: string,
  path: string,
  followLast = true,
  stopAt: (path: string) => boolean = () => false,
): Promise<string> {
  let rest = posix.normalize(`/${path}`).split('/').filter(Boolean);
  let done: string[] = [];
  let links = 0;
  while (rest.length > 0) {
    if (stopAt(`/${done.join('/')}`)) return join(root, posix.join(`/${done.join('/')}`, ...rest));
    const [name, ...after] = rest as [string, ...string[]];
    rest = after;
    if (name === '..') {
      done = done.slice(0, -1);
      continue;
    }
    if (name === '.') continue;
    const here = join(root, ...done, name);
    const target = rest.length === 0 && !followLast ? undefined : await linkTarget(here);
    if (target === undefined) {
      done = [...done, name];
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) throw fault('invalid', `too many levels of symbolic links in ${path}`);
    if (target.startsWith('/')) done = [];
    rest = [...target.split('/').filter(Boolean), ...rest];
  }
  return join(root, ...done);
}

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    const stat = await lstat(path);
    return stat.isSymbolicLink() ? await readlink(path) : undefined;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
