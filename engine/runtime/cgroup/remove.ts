import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { killAll } from './kill-all.ts';
import type { CgroupLayout } from './layout.ts';
import { treeOf } from './processes.ts';

/** Milliseconds between two tries while killed processes go. */
const RETRY_MS = 10;
const TRIES = 200;

/**
 * Takes a cgroup and all below it out of every hierarchy, killing what still runs there. Idempotent. For what a crash left
 * behind: a single container's `/gantry-<instance>/<id>`, or `/gantry-<instance>` as a whole. Throws `system` naming the
 * folder when processes do not go (in uninterruptible sleep).
 */
export async function removeLeftover(layout: CgroupLayout, path: string): Promise<void> {
  if (path.split('/').filter(Boolean).length === 0) throw fault('system', 'the root cgroup stays');
  await killAll(layout, path);
  for (const mount of layout.hierarchies) {
    for (const folder of await treeOf(join(mount, path))) await removeFolder(folder);
  }
}

async function removeFolder(folder: string): Promise<void> {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      await rmdir(folder);
      return;
    } catch (cause) {
      if (errnoOf(cause) === 'ENOENT') return;
      if (errnoOf(cause) !== 'EBUSY' || tries === 0) {
        throw fault('system', `cannot remove the control group ${folder}: its processes do not end`, cause);
      }
      await sleep(RETRY_MS);
    }
  }
}
