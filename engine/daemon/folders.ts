import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../base/errors.ts';
import { diskFault } from '../disk/atomic-write.ts';
import type { Roots } from './flags.ts';

/** Makes the two roots, or says in one sentence which one cannot be used and why. */
export async function prepareRoots({ dataRoot, execRoot }: Roots): Promise<void> {
  for (const root of [dataRoot, execRoot]) {
    try {
      await makeFolders(root);
    } catch (cause) {
      throw diskFault(`create the folder ${root}`, cause);
    }
    try {
      await access(root, constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw diskFault(`write to ${root}`, cause);
    }
  }
}

/**
 * Makes a folder and its parents one by one. Node's own recursive mkdir says ENOENT for a read-only file system, and
 * never ends where nobody may make folders (`/proc`); people do write such paths after `--data-root`.
 */
async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path, 0o711);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return;
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolders(dirname(path));
    await mkdir(path, 0o711);
  }
}
