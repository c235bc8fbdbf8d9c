import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../../process/remove-tree.ts';
import { WORK_PREFIX } from '../trees/change-over.ts';
import { GONE_PREFIX, NEW_PREFIX, namesIn, snapshotsFolder } from './snapshot-record.ts';

/** Takes away what a crash left half made or half removed in a volume. Nobody else may work on it meanwhile. */
export async function sweepVolume(volume: string): Promise<void> {
  const work = (await readdir(volume)).filter((name) => name.startsWith(WORK_PREFIX));
  const half = (await namesIn(snapshotsFolder(volume))).filter(
    (name) => name.startsWith(NEW_PREFIX) || name.startsWith(GONE_PREFIX),
  );
  for (const name of work) await removeTree(join(volume, name));
  for (const name of half) await removeTree(join(snapshotsFolder(volume), name));
}
