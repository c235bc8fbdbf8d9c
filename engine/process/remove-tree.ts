import { runErrand } from './errands.ts';

/**
 * Removes files or whole trees, however large, without keeping us busy; fine when one is not there. Symlinks are removed,
 * not followed, and other file systems mounted inside are left alone (which then is a failure). Throws `system`.
 */
export async function removeTree(...paths: readonly string[]): Promise<void> {
  await runErrand({ program: 'rm', args: ['-rf', '--one-file-system', '--', ...paths], limitMs: 0 });
}
