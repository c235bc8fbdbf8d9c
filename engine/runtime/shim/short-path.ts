import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Calls `use` with another name for `path` that is short however deep its folder lies: a socket's address holds 108 bytes
 * (unix(7)), so it goes through an open descriptor of the folder.
 */
export async function withShortPath<T>(path: string, use: (short: string) => T | Promise<T>): Promise<T> {
  const folder: FileHandle = await open(dirname(path), 'r');
  try {
    return await use(`/proc/self/fd/${folder.fd}${path.slice(dirname(path).length)}`);
  } finally {
    await folder.close();
  }
}
