import { access, constants } from 'node:fs/promises';
import { diskFault, makeFolder } from '../disk/atomic-write.ts';
import type { Roots } from './flags.ts';

/** Makes the two roots, or says in one sentence which one cannot be used and why. */
export async function prepareRoots({ dataRoot, execRoot }: Roots): Promise<void> {
  for (const root of [dataRoot, execRoot]) {
    await makeFolder(root);
    try {
      await access(root, constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw diskFault(`write to ${root}`, cause);
    }
  }
}
