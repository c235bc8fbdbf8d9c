import { type FileHandle, open } from 'node:fs/promises';
import { fault, messageOf } from '../base/errors.ts';
import { start } from './run.ts';

/**
 * Takes an exclusive flock(2) on `path` (made when missing) and holds it until the handle is closed or this process
 * dies, whichever is first: the kernel is the only record, so a crash leaves nothing stale. `flock` locks the open file
 * description that we share with it, and exits. Throws `conflict` when another process holds it.
 */
export async function lockFile(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path, 'a', 0o600);
  } catch (cause) {
    throw fault('system', `cannot open the lock file ${path}: ${messageOf(cause)}`, cause);
  }
  try {
    const flock = await start('flock', ['-xn', '3'], {
      stdio: ['ignore', 'ignore', 'ignore'],
      extraFds: [file.fd],
    });
    const exit = await flock.exited;
    if (exit.code === 1) throw fault('conflict', `${path} is locked by another process`);
    if (exit.code !== 0) throw fault('system', `flock on ${path} failed with exit code ${exit.code}`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
