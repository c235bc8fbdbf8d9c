import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { diskFault, makeFolder } from '../disk/atomic-write.ts';
import { removeTree } from '../process/remove-tree.ts';

/**
 * Where folders are made before they get their name, and where they go when they lose it. Both moves are one rename, so a
 * reader sees a whole folder or none; whatever is here when the engine starts is left over from a crash.
 */
export interface Scratch {
  /** A new empty folder, open to the engine only. */
  newFolder(): Promise<string>;
  /** Takes `path` away at once; its bytes are freed in the background. Fine when it is not there. */
  discard(path: string): Promise<void>;
  /** Resolves when everything that was discarded is gone. */
  settled(): Promise<void>;
}

/** Opens the scratch folder; what a crash left there is removed in the background. */
export async function openScratch(folder: string, logger: Logger): Promise<Scratch> {
  const removals = new Set<Promise<void>>();
  const free = (path: string) => {
    const removal = removeTree(path)
      .catch((error: unknown) => logger.warn('cannot free disk space', { path, error: messageOf(error) }))
      .finally(() => removals.delete(removal));
    removals.add(removal);
  };
  const freshPath = () => join(folder, randomBytes(8).toString('hex'));

  await makeFolder(folder, 0o700);
  for (const name of await readdir(folder)) free(join(folder, name));

  return {
    newFolder: async () => {
      const path = freshPath();
      try {
        await mkdir(path, 0o700);
      } catch (cause) {
        throw diskFault(`create the folder ${path}`, cause);
      }
      return path;
    },
    discard: async (path) => {
      const gone = freshPath();
      try {
        await rename(path, gone);
      } catch (cause) {
        if (errnoOf(cause) === 'ENOENT') return;
        throw diskFault(`remove ${path}`, cause);
      }
      free(gone);
    },
    settled: async () => {
      while (removals.size > 0) await Promise.all(removals);
    },
  };
}
