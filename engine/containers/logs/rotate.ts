import { link, rename, rm, stat } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { rotatedNumbers } from './log-files.ts';

/**
 * Begins a new file: what is in PATH becomes PATH.1, what was PATH.1 becomes PATH.2, and what is more than `keep` files
 * goes. `reopen` has the writer put a new file in PATH's place; until it has, PATH has two names and is written on, so that
 * nothing is lost wherever this is interrupted.
 *
 * @param keep how many files are to be there afterwards, the new one included
 */
export async function rotate(path: string, keep: number, reopen: () => Promise<boolean>): Promise<void> {
  const isMoved = (await inodeOf(`${path}.1`)) === (await inodeOf(path));
  if (!isMoved && keep > 1) {
    for (const number of (await rotatedNumbers(path)).sort((a, b) => b - a)) {
      if (number >= keep - 1) await rm(`${path}.${number}`, { force: true });
      else await rename(`${path}.${number}`, `${path}.${number + 1}`);
    }
    await link(path, `${path}.1`);
  }
  await reopen();
}

async function inodeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ino;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
