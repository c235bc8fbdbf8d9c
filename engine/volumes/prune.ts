import type { VolumePruneReport } from '../api/types/volume.ts';
import { isKind } from '../base/errors.ts';
import { parseDriverOptions } from './driver-options.ts';
import { pruneFilter } from './filters.ts';
import { removeVolume } from './remove.ts';
import type { VolumeDeps } from './volumes.ts';

/**
 * Removes the volumes that no container uses; without the filter `all` only those whose names were invented. What is
 * mounted by driver options is left alone, as Docker does: its files are not ours. Throws `invalid` for an unknown filter.
 */
export async function pruneVolumes(
  deps: VolumeDeps,
  filters: ReadonlyMap<string, readonly string[]>,
): Promise<VolumePruneReport> {
  const mayGo = pruneFilter(filters);
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const record of deps.store.all()) {
    if (!mayGo(record) || parseDriverOptions(record.name, record.options) !== undefined) continue;
    if (deps.users.usersOf(record.name).length > 0) continue;
    try {
      const { bytes } = await deps.weights.fresh(record.name);
      await removeVolume(deps, record.name, { force: false });
      deleted.push(record.name);
      reclaimed += bytes;
    } catch (error) {
      // Somebody began to use it, or removed it, since it was looked at.
      if (!isKind(error, 'conflict') && !isKind(error, 'not-found')) throw error;
    }
  }
  deps.events.publish({
    Type: 'volume',
    Action: 'prune',
    Actor: { ID: '', Attributes: { reclaimed: String(reclaimed) } },
  });
  return { VolumesDeleted: deleted, SpaceReclaimed: reclaimed };
}
