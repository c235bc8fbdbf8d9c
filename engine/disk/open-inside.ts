import { constants } from 'node:fs';
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fault, messageOf } from '../base/errors.ts';

/** open(2): the file itself is not opened, only a way to it. */
const O_PATH = 0o10000000;

/** A file or folder that was found inside a base and stays the same one, whatever is renamed or linked meanwhile. */
export interface Inside {
  /** A path to just it, good for every program while the handle is open. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Opens `subpath` below `base`, following links as long as they stay inside. What was opened is checked, not what was looked up,
 * so a link swapped in meanwhile leads nowhere. Throws `not-found`, `invalid` when it leads out of the base, in Docker's words.
 */
export async function openInside(base: string, subpath: string): Promise<Inside> {
  const whole = await realpath(base);
  const path = join(whole, subpath);
  let handle: FileHandle;
  try {
    handle = await open(await realpath(path), O_PATH | constants.O_NOFOLLOW);
  } catch (cause) {
    throw fault('not-found', `cannot access path ${path}: ${messageOf(cause)}`, cause);
  }
  const found = await readlink(`/proc/self/fd/${handle.fd}`);
  if (found !== whole && !found.startsWith(`${whole}/`)) {
    await handle.close();
    throw fault(
      'invalid',
      `path concatenation escapes the base directory, base: ${base}, subpath: ${subpath}`,
    );
  }
  return { path: `/proc/${process.pid}/fd/${handle.fd}`, close: () => handle.close() };
}
