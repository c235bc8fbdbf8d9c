import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { programEnv } from './run.ts';

/** The file that a command name means, links followed; undefined when no folder of PATH has it. */
export async function programPath(name: string): Promise<string | undefined> {
  for (const folder of (programEnv()['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return await realpath(path);
    } catch {
      // Not here; the next folder.
    }
  }
  return undefined;
}
