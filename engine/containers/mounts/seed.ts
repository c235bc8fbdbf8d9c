import { stat } from 'node:fs/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { resolveInRoot } from '../../disk/safe-path.ts';
import type { Deps } from '../deps.ts';
import { mountForALook } from '../files/layer-look.ts';
import type { MountRecord, VolumeMount } from './mount-record.ts';

/**
 * The first use of empty volumes: each gets what the image has at its destination. The container's layer is there, its record is
 * not yet. Throws `invalid` where the image has a file, `system`.
 */
export async function seedMounts(deps: Deps, id: string, mounts: readonly MountRecord[]): Promise<void> {
  const { volumes } = deps;
  const user = `${id} (being made)`;
  const wanted = mounts.filter((mount): mount is VolumeMount => mount.type === 'volume' && mount.copy);
  if (wanted.length === 0) return;
  try {
    for (const { name } of wanted) await volumes.mounted.acquire(name, user);
    const empty: VolumeMount[] = [];
    for (const mount of wanted) if (await volumes.isEmpty(mount.name, mount.subpath)) empty.push(mount);
    if (empty.length === 0) return;
    const look = await mountForALook(deps, id);
    try {
      for (const mount of empty) await seed(deps, look.root, mount);
    } finally {
      await look.close();
    }
  } finally {
    for (const { name } of wanted) await volumes.mounted.release(name, user);
  }
}

async function seed(deps: Deps, root: string, mount: VolumeMount): Promise<void> {
  const source = await resolveInRoot(root, mount.destination);
  try {
    if (!(await stat(source)).isDirectory()) {
      throw fault(
        'invalid',
        mount.anonymous
          ? `cannot mount volume over existing file, file exists ${mount.destination}`
          : `source ${mount.destination} is not directory`,
      );
    }
    await deps.volumes.seed(mount.name, source, mount.subpath);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
  }
}
