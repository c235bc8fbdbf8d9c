import { run } from './run.ts';

/**
 * Copies the folder `source` with all that is in it to `target`, which must not be there: owners, modes, times, extended
 * attributes, hard links, holes, fifos, devices; blocks are shared where the file system can. Throws `system`.
 */
export async function copyTree(source: string, target: string): Promise<void> {
  await run('cp', ['--archive', '--reflink=auto', '-T', '--', source, target], { timeoutMs: 0 });
}
