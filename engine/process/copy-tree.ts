import { fault } from '../base/errors.ts';
import { ProgramError, run } from './run.ts';

/**
 * Copies a folder with all that is in it to `target`, which becomes just like it: owners, modes, times, links (also hard ones),
 * devices, holes and extended attributes; by reference where the file system can. Other file systems mounted inside are not
 * entered. cp(1) does the work, beside us. Throws `system` in a sentence; what was copied until then stays.
 */
export async function copyTree(source: string, target: string): Promise<void> {
  const how = ['-a', '--reflink=auto', '--sparse=auto', '--one-file-system', '--no-target-directory'];
  try {
    await run('cp', [...how, '--', source, target], { timeoutMs: 0 });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const [first = error.message] = error.stderr.trim().split('\n');
    const advice = /No space left|Disk quota/.test(first) ? '; free some space and try again' : '';
    throw fault('system', `cannot copy ${source}: ${first.replace(/^cp: /, '')}${advice}`, error);
  }
}
