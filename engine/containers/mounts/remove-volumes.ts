import { isKind, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { anonymousVolumesIn } from './mounts-in.ts';

/**
 * Removes the volumes whose names were invented for a container that is gone, but for those that others use by now and those in
 * `keep`, whoever uses them.
 */
export async function removeAnonymousVolumes(
  deps: Deps,
  record: ContainerRecord,
  keep: readonly string[] = [],
): Promise<void> {
  for (const name of anonymousVolumesIn(record)) {
    if (keep.includes(name)) continue;
    try {
      await deps.volumes.remove(name, { force: true });
    } catch (error) {
      if (isKind(error, 'conflict')) continue;
      deps.logger.warn('could not remove a volume with its container', {
        volume: name,
        container: record.id,
        error: messageOf(error),
      });
    }
  }
}
