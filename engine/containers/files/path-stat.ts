import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PathStat } from '../../api/backends.ts';
import { errnoOf, fault } from '../../base/errors.ts';
import { resolveInRoot } from '../../disk/safe-path.ts';

/** Bits of Go's os.FileMode, in which Docker tells modes. */
const GO_MODE = {
  dir: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26,
  pipe: 2 ** 25,
  socket: 2 ** 24,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  charDevice: 2 ** 21,
  sticky: 2 ** 20,
};

/** A path in a container, resolved inside its root. */
export interface FoundPath {
  /** Absolute, on the host, without links below the root. */
  readonly hostPath: string;
  readonly stats: Stats;
  readonly view: PathStat;
}

/**
 * Finds a path in a container's root. The last component is not followed when it is a link, unless the path ends in a
 * slash, as `docker cp` has it. Throws `not-found` in Docker's words.
 */
export async function findPath(root: string, path: string, container: string): Promise<FoundPath> {
  const follow = path.endsWith('/') || path.endsWith('/.');
  const hostPath = await resolveInRoot(root, path, follow);
  let stats: Stats;
  try {
    // The root of a running container is a link of the kernel's, /proc/PID/root.
    stats = await lstat(hostPath === root ? `${root}/` : hostPath);
  } catch (cause) {
    const code = errnoOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw fault('not-found', `Could not find the file ${path} in container ${container}`, cause);
    }
    throw cause;
  }
  if (follow && !stats.isDirectory()) throw fault('invalid', `${path} is not a directory`);
  const target = stats.isSymbolicLink() ? await readlink(hostPath) : '';
  return {
    hostPath,
    stats,
    view: {
      name: path === '/' ? '/' : basename(path.replace(/\/\.?$/, '')),
      size: stats.size,
      mode: goMode(stats),
      mtime: stats.mtime.toISOString(),
      linkTarget: target === '' ? '' : target,
    },
  };
}

/** st_mode as Go's os.FileMode. */
function goMode(
  stats: Pick<Stats, 'mode'> &
    Pick<
      Stats,
      'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'
    >,
): number {
  const kind = stats.isDirectory()
    ? GO_MODE.dir
    : stats.isSymbolicLink()
      ? GO_MODE.symlink
      : stats.isFIFO()
        ? GO_MODE.pipe
        : stats.isSocket()
          ? GO_MODE.socket
          : stats.isBlockDevice()
            ? GO_MODE.device
            : stats.isCharacterDevice()
              ? GO_MODE.device + GO_MODE.charDevice
              : 0;
  const special =
    (stats.mode & 0o4000 ? GO_MODE.setuid : 0) +
    (stats.mode & 0o2000 ? GO_MODE.setgid : 0) +
    (stats.mode & 0o1000 ? GO_MODE.sticky : 0);
  return kind + special + (stats.mode & 0o777);
}
