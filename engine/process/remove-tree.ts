import { runErrand } from './errands.ts';

/**
 * Removes a file or a whole tree, however large, without keeping us busy; fine when it is not there. Symlinks are removed,
 * not followed, and other file systems mounted inside are left alone (which then is a failure). Throws `system`.
 */
export async function removeTree(path: string): Promise<void> {
  await runErrand({ program: 'rm', args: ['-rf', '--one-file-system', '--', path], limitMs: 0 });
}
