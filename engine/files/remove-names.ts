import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { ProgramError } from '../process/run.ts';
import { feedProgram } from '../process/stream.ts';
import { heldPath } from './root.ts';

/**
 * Removes names in a held folder with all that is in them, however much, beside us. rm(1) goes down by descriptors, so nothing
 * that is swapped meanwhile leads it elsewhere; other file systems mounted inside are left alone. Throws `conflict` when something
 * could not be removed.
 */
export async function removeNames(folder: FileHandle, names: readonly string[]): Promise<void> {
  const list = Buffer.from(names.map((name) => `./${name}\0`).join(''), 'latin1');
  const args = ['--null', '--no-run-if-empty', 'rm', '--recursive', '--force', '--one-file-system', '--'];
  try {
    await feedProgram('xargs', args, {
      cwd: heldPath(folder),
      input: Readable.from([list]) as AsyncIterable<Buffer>,
    });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const said = error.stderr.trim().split('\n')[0] ?? '';
    throw fault(
      /Read-only|not permitted|denied/.test(said) ? 'forbidden' : 'conflict',
      said.replace(/^rm: /, ''),
      error,
    );
  }
}
