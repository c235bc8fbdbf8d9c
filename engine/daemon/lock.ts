import { fault, isKind } from '../base/errors.ts';
import { lockFile } from '../process/file-lock.ts';
import type { Roots } from './flags.ts';
import { pathsOf } from './paths.ts';

/**
 * Takes both roots for this process alone; they are free again when it releases them or dies. Throws `conflict` naming
 * the root that another engine uses.
 */
export async function lockRoots(roots: Roots): Promise<{ release(): Promise<void> }> {
  const { lock, execLock } = pathsOf(roots);
  const data = await lockRoot(lock, roots.dataRoot);
  try {
    const exec = await lockRoot(execLock, roots.execRoot);
    return {
      async release() {
        await exec.close();
        await data.close();
      },
    };
  } catch (error) {
    await data.close();
    throw error;
  }
}

async function lockRoot(file: string, root: string) {
  try {
    return await lockFile(file);
  } catch (error) {
    if (isKind(error, 'conflict'))
      throw fault('conflict', `another Gantry engine already uses ${root}`, error);
    throw error;
  }
}
