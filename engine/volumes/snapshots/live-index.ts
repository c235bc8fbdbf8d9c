import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../../process/remove-tree.ts';
import { WORK_PREFIX } from '../trees/change-over.ts';
import { readIndex, writeIndex } from '../trees/index-file.ts';
import type { TreeRecord } from '../trees/record.ts';
import { indexOf } from './snapshot-record.ts';

/** Runs `look` with an index of what is in the volume now. */
export async function withLiveIndex<T>(
  volume: string,
  look: (index: AsyncIterable<readonly TreeRecord[]>) => Promise<T>,
): Promise<T> {
  const work = await mkdtemp(join(volume, WORK_PREFIX));
  try {
    await writeIndex(join(volume, '_data'), indexOf(work), work);
    return await look(readIndex(indexOf(work)));
  } finally {
    await removeTree(work);
  }
}
