import { fault } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { checkName } from '../names.ts';
import { followNetwork } from '../network/open-network.ts';

/** Gives a container another name. Throws `invalid`, `conflict`. Run it under the container's lock. */
export async function renameContainer(deps: Deps, id: string, wanted: string): Promise<void> {
  const { record } = deps.store.get(id);
  if (wanted === '') throw fault('invalid', 'Neither old nor new names may be empty');
  const name = checkName(wanted);
  if (name === record.name) {
    throw fault('invalid', 'Renaming a container with the same name as its current name');
  }
  deps.store.reserveName(name, id);
  try {
    await deps.store.updateRecord(id, { name });
  } catch (error) {
    deps.store.releaseName(name, id);
    throw error;
  }
  deps.store.releaseName(record.name, id);
  await deps.networks.rename(id, name);
  await followNetwork(deps, id);
  tell(deps, deps.store.get(id).record, 'rename', { oldName: `/${record.name}` });
}
