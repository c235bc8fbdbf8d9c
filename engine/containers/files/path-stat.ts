import type { BigIntStats } from 'node:fs';
import type { PathStat } from '../../api/backends/containers.ts';
import { fault, isKind } from '../../base/errors.ts';
import { nameBytes, readableName } from '../../base/file-name.ts';
import { type FoundThing, isThere, linkTarget, type Root } from '../../files/root.ts';

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

/** What Docker calls a path's base: its last part, `.` when it ends so, `/` for the root. */
export function baseOf(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/**
 * Finds a path in a container's root. The last component is not followed when it is a link, unless the path ends in a
 * slash, as `docker cp` has it. Throws `not-found` in Docker's words, `invalid` for a folder that is none. Whoever asked closes it.
 */
export async function findPath(root: Root, path: string, container: string): Promise<FoundThing> {
  const mustBeFolder = /\/\.?$/.test(path);
  try {
    const found = await root.get(nameBytes(path), { follow: false });
    if (!mustBeFolder || found.node.stats.isDirectory()) return found;
    await found.close();
    throw fault('invalid', `${path} is not a directory`);
  } catch (cause) {
    if (!isKind(cause, 'not-found')) throw cause;
    throw fault('not-found', `Could not find the file ${path} in container ${container}`, cause);
  }
}

/** The stat that `docker cp` asks for. Of a link it tells where it leads in the end, as an absolute path. */
export async function viewOfPath(root: Root, path: string, found: FoundThing): Promise<PathStat> {
  const { stats } = found.node;
  return {
    name: baseOf(path),
    size: Number(stats.size),
    mode: goMode(stats),
    mtime: stats.mtime.toISOString(),
    linkTarget: stats.isSymbolicLink() ? await endOf(root, found) : '',
  };
}

async function endOf(root: Root, found: FoundThing): Promise<string> {
  try {
    const end = await root.find(found.path, { follow: true });
    await end.close();
    if (isThere(end) || end.path !== found.path) return readableName(end.path);
  } catch {
    // It leads nowhere, or in circles: what it says is all there is.
  }
  return readableName((await linkTarget(found.folder, found.name)) ?? '');
}

/** st_mode as Go's os.FileMode. */
function goMode(stats: BigIntStats): number {
  const mode = Number(stats.mode);
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
    (mode & 0o4000 ? GO_MODE.setuid : 0) +
    (mode & 0o2000 ? GO_MODE.setgid : 0) +
    (mode & 0o1000 ? GO_MODE.sticky : 0);
  return kind + special + (mode & 0o777);
}
