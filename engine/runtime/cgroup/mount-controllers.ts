import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { mount } from '../../process/mount.ts';
import { type CgroupLayout, detectCgroups } from './layout.ts';
import { readOptional } from './read-optional.ts';

/** Where crun looks for the hierarchies of v1, each in a folder named by its controller. */
const PLACE = '/sys/fs/cgroup';

/** Another engine that starts in the same moment has mounted it by then. */
const OTHERS_MS = 1000;
const LOOK_MS = 20;

/** Named otherwise in v1. */
const V1_NAMES: Readonly<Record<string, string>> = { io: 'blkio' };

/**
 * On a machine with v1 hierarchies, mounts those that nobody has mounted and whose controllers are therefore left in v2
 * (cgroups(7), "Cgroups version 1 and version 2"): systemd and cgroupfs-mount do so for all of them at boot, and crun refuses
 * to work where one is missing. As with forwarding, the machine keeps it until it is restarted. Call it before the layout is
 * read for good. What cannot be mounted, since v2 uses it or the place is read-only, is left as it is: then containers get runc.
 */
export async function mountLeftControllers(logger: Logger): Promise<void> {
  for (const controller of leftInV2(await detectCgroups())) {
    const target = join(PLACE, controller);
    let isOurs = false;
    try {
      isOurs = await makeFolder(target);
      if (!isOurs && (await isMountedSoon(target))) continue;
      const options = ['nosuid', 'nodev', 'noexec', controller];
      await mount({ type: 'cgroup', source: 'cgroup', target, options });
      logger.info('mounted the hierarchy of a controller that was left in v2', { controller, target });
    } catch (error) {
      if (isOurs) await rmdir(target).catch(() => undefined);
      logger.info('a controller stays in v2', { controller, because: messageOf(error) });
    }
  }
}

/**
 * The controllers that a hybrid machine has in v2, by their names in v1. A machine whose v2 hierarchy is at the usual place is
 * none: there somebody has mounted one of v1 elsewhere for a purpose of his own, and the rest belongs to v2.
 */
export function leftInV2({
  mode,
  controllers,
  unified,
}: Pick<CgroupLayout, 'mode' | 'controllers' | 'unified'>): string[] {
  if (mode !== 'hybrid' || unified === PLACE) return [];
  return [...controllers].filter(([, folder]) => folder === unified).map(([name]) => V1_NAMES[name] ?? name);
}

/** False when there is one. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isMountedSoon(folder: string): Promise<boolean> {
  for (let waited = 0; waited < OTHERS_MS; waited += LOOK_MS) {
    if (await readOptional(join(folder, 'cgroup.procs'))) return true;
    await sleep(LOOK_MS);
  }
  return false;
}
