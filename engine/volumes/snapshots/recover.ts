import { join } from 'node:path';
import { removeTree } from '../../process/remove-tree.ts';
import { finishChanges } from '../trees/change-over.ts';
import { GONE_PREFIX, NEW_PREFIX, namesIn, snapshotsFolder } from './snapshot-record.ts';

/**
 * After a crash: finishes the change-over that had begun in this volume and takes away what was half made or half removed.
 * Answers what was finished. Nobody else may work on it meanwhile.
 */
export async function recoverVolume(volume: string): Promise<readonly string[]> {
  const finished = await finishChanges(volume);
  for (const name of await namesIn(snapshotsFolder(volume))) {
    if (!name.startsWith(NEW_PREFIX) && !name.startsWith(GONE_PREFIX)) continue;
    await removeTree(join(snapshotsFolder(volume), name));
  }
  return finished;
}
