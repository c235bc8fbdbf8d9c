import { isKind, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { mountsIn } from './mounts-in.ts';

/** Removes the volumes whose names were invented for a container that is gone, but for those that others use by now. */
export async function removeAnonymousVolumes(deps: Deps, record: ContainerRecord): Promise<void> {
  for (const mount of mountsIn(record)) {
    if (mount.type !== 'volume' || !mount.anonymous) continue;
    try {
      await deps.volumes.remove(mount.name, { force: true });
    } catch (error) {
      if (isKind(error, 'conflict')) continue;
      deps.logger.warn('could not remove a volume with its container', {
        volume: mount.name,
        container: record.id,
        error: messageOf(error),
      });
    }
  }
}
