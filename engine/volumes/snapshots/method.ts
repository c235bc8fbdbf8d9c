import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotMethod } from '../../api/types/snapshot.ts';
import { ProgramError, run } from '../../process/run.ts';

export interface Method {
  readonly method: SnapshotMethod;
  /** The reason, in a sentence for a person. */
  readonly why: string;
}

/** Finds out by trying whether files in `folder` can share their blocks (ioctl_ficlone(2)). */
export async function probeMethod(folder: string): Promise<Method> {
  const [one, other] = [join(folder, '.reflink-probe-1'), join(folder, '.reflink-probe-2')];
  try {
    await writeFile(one, Buffer.alloc(16_384, 'gantry'));
    await run('cp', ['--reflink=always', '--', one, other]);
    return {
      method: 'reflink',
      why: 'The file system can share blocks between files (reflink): a snapshot takes room only for what changes afterwards.',
    };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return {
      method: 'copy',
      why: 'The file system cannot share blocks between files (no reflink): the first snapshot is a copy of all files, each further one copies what changed and shares the rest with the one before.',
    };
  } finally {
    await Promise.all([one, other].map((path) => rm(path, { force: true })));
  }
}
