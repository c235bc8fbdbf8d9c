import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { LayerStore } from '../../layers/layer-store.ts';

/**
 * Removes from a writable the empty folders and files that the runtime made for something to be mounted on, with the folders
 * above them that are new and hold nothing else; one that the image has, and in which nothing else was changed, is as before
 * again. What the command itself left stays.
 */
export async function removeStubs(
  layers: Pick<LayerStore, 'describe' | 'below' | 'changesInFolder'>,
  writable: string,
  targets: readonly string[],
): Promise<void> {
  const { UpperDir: upper } = await layers.describe(writable);
  const deepestFirst = [...targets].sort((one, other) => other.length - one.length);
  for (const target of deepestFirst) {
    for (
      let path = posix.normalize(target).slice(1);
      path !== '' && path !== '.';
      path = posix.dirname(path)
    ) {
      if (!(await removeStub(layers, writable, upper, path))) break;
    }
  }
}

/** Removes one stub; false when it is none. */
async function removeStub(
  layers: Pick<LayerStore, 'below' | 'changesInFolder'>,
  writable: string,
  upper: string,
  path: string,
): Promise<boolean> {
  const name = Buffer.from(path).toString('latin1');
  const there = join(upper, path);
  const stats = await lstat(there, { bigint: true }).catch(() => undefined);
  if (stats === undefined) return true;
  const below = await layers.below(writable, name);
  if (!stats.isDirectory()) {
    if (below !== undefined || !stats.isFile() || stats.size > 0n) return false;
    await rm(there);
    return true;
  }
  if ((await readdir(there)).length > 0) return false;
  if (below === undefined) {
    await rmdir(there);
    return true;
  }
  const same =
    below.stats.mode === stats.mode && below.stats.uid === stats.uid && below.stats.gid === stats.gid;
  const changes = await layers.changesInFolder(writable, name);
  if (same && changes !== 'all-added' && changes.size === 0) await rmdir(there);
  return false;
}
