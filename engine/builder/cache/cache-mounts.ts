import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { allocatedBytes } from '../../process/du.ts';

/** The folder of one `RUN --mount=type=cache`, as it lies there. */
export interface CacheMount {
  /** 64 hex digits. */
  readonly id: string;
  readonly folder: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The cache mounts below a folder. */
export async function cacheMountsIn(folder: string): Promise<readonly CacheMount[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const sizes = await allocatedBytes(names.map((name) => join(folder, name)));
  const found = await Promise.all(
    names.map(async (name, index): Promise<readonly CacheMount[]> => {
      try {
        const { birthtimeMs, mtimeMs } = await stat(join(folder, name));
        const id = createHash('sha256').update(name).digest('hex');
        return [{ id, folder: name, size: sizes[index] ?? 0, createdAt: birthtimeMs, changedAt: mtimeMs }];
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return [];
        throw error;
      }
    }),
  );
  return found.flat();
}
