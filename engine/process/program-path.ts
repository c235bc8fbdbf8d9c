import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { programEnv } from './run.ts';

/** Where system programs lie even when PATH does not say so (a desktop session's has no sbin). */
const USUAL = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The file that a command name means, links followed: the first that may be executed in PATH, the usual folders, and then
 * those given. Undefined when there is none.
 */
export async function programPath(name: string, more: readonly string[] = []): Promise<string | undefined> {
  const own = (programEnv()['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  for (const folder of [...own, ...USUAL, ...more]) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return await realpath(path);
    } catch {
      // Not there, or not ours to run: the next folder.
    }
  }
  return undefined;
}
