import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Undo } from '../../base/undo.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { STAGED, TRASH, WORK_PREFIX } from './change-over.ts';

/**
 * Runs `change` with a fresh folder in which a change-over can be made ready. When it fails before the change has begun, nothing of
 * it stays; the change-over itself takes the folder away.
 */
export async function withWorkFolder<T>(
  volume: string,
  change: (work: string, undo: Undo) => Promise<T>,
): Promise<T> {
  const work = join(volume, WORK_PREFIX + randomBytes(6).toString('hex'));
  return await Undo.run(async (undo) => {
    try {
      await mkdir(work, { mode: 0o700 });
      undo.add('make the work folder', () => removeTree(work));
      for (const name of [STAGED, TRASH]) await mkdir(join(work, name), { mode: 0o700 });
    } catch (cause) {
      throw diskFault(`make the folder ${work}`, cause);
    }
    return await change(work, undo);
  });
}
