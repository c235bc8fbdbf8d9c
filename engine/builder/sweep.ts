import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { mountsBelow, unmount } from '../process/mount.ts';
import { removeTree } from '../process/remove-tree.ts';
import type { BuilderDeps } from './builder-deps.ts';
import type { CacheMounts } from './steps/cache-mounts.ts';
import { STEP_LABEL } from './steps/run-command.ts';

/** Takes away what builds left that were under way when the engine died: containers, mounts, folders. */
export async function sweep(deps: BuilderDeps, caches: Pick<CacheMounts, 'root'>): Promise<void> {
  const { containers, logger } = deps;
  try {
    const filters = new Map([['label', [STEP_LABEL]]]);
    for (const { Id } of await containers.list({ all: true, size: false, filters })) {
      await containers.remove(Id, { force: true, volumes: true, link: false, withLog: true });
    }
    for (const path of await mountsBelow(deps.mounts)) await unmount(path, { lazy: true });
    for (const folder of [deps.mounts, deps.contexts]) {
      for (const name of await readdir(folder))
        await rm(join(folder, name), { recursive: true, force: true });
    }
    const half = (await readdir(caches.root)).filter((name) => name.startsWith('.'));
    for (const name of half) await removeTree(join(caches.root, name));
  } catch (error) {
    logger.warn('what an interrupted build left cannot be removed', { error: messageOf(error) });
  }
}
