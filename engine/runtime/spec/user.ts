import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { resolveInRoot } from '../../disk/safe-path.ts';
import { chooseUser } from './choose-user.ts';
import { parseGroup, parsePasswd } from './passwd.ts';
import type { ResolvedUser } from './spec-input.ts';

/** Bytes of a passwd or group file that are still plausible. */
const MAX_SIZE = 8 * 1024 * 1024;

/**
 * Looks up `user[:group]` and `--group-add` in the container's own /etc/passwd and /etc/group. Throws `invalid` in Docker's
 * words (`unable to find user x: no matching entries in passwd file`), or for a file of absurd size.
 *
 * @param rootfs the mounted root file system; its links are followed inside it only
 */
export async function resolveUser(
  rootfs: string,
  spec: string,
  groupAdd: readonly string[] = [],
): Promise<ResolvedUser> {
  const [passwd, group] = await Promise.all([
    readInside(rootfs, '/etc/passwd'),
    readInside(rootfs, '/etc/group'),
  ]);
  return chooseUser(spec, groupAdd, parsePasswd(passwd), parseGroup(group));
}

/** A file of the container, which may be anything: read only when it is a regular file, and not without end. */
async function readInside(rootfs: string, path: string): Promise<string> {
  try {
    const inside = await resolveInRoot(rootfs, path);
    const file = await open(inside, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return '';
      if (stat.size > MAX_SIZE)
        throw fault('invalid', `${path} of the image has ${stat.size} bytes, which is too much`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = errnoOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENXIO') return '';
    if (code === undefined) throw cause;
    throw diskFault(`read ${path} of the image`, cause);
  }
}
