import { constants } from 'node:fs';
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises';
import { errnoOf, fault } from '../base/errors.ts';
import { readableName } from '../base/file-name.ts';
import { diskFault } from '../disk/atomic-write.ts';

/**
 * Opens the file `place` (one character per byte) of the unpacked layer in `folder`, for reading. No link is followed, in no part
 * of the path: whatever was opened has to lie exactly there. Throws `not-found` when it is not there, `invalid` when it is not a
 * plain file.
 */
export async function openLayerFile(folder: string, place: string): Promise<FileHandle> {
  const root = Buffer.from(`${await realpath(folder)}/`);
  const path = Buffer.concat([root, Buffer.from(place, 'latin1')]);
  let file: FileHandle;
  try {
    // Without O_NONBLOCK a fifo would be waited for.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const code = errnoOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw fault('not-found', `there is no file ${shown(place)}`, cause);
    if (code === 'ELOOP') throw fault('invalid', `${shown(place)} is a symbolic link`, cause);
    throw diskFault(`open ${shown(place)}`, cause);
  }
  try {
    if (!(await file.stat()).isFile()) throw fault('invalid', `${shown(place)} is not a file`);
    const really = await readlink(`/proc/self/fd/${file.fd}`, { encoding: 'buffer' });
    if (!really.equals(path)) throw fault('invalid', `${shown(place)} is reached through a symbolic link`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function shown(place: string): string {
  return `/${readableName(place)}`;
}
