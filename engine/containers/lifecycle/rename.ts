import { fault } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { checkName } from '../names.ts';
import { followNetwork } from '../network/open-network.ts';
import type { ContainerRecord } from '../record.ts';

/** Gives a container another name. Throws `invalid`, `conflict`. Run it under the container's lock. */
export async function renameContainer(deps: Deps, id: string, wanted: string): Promise<void> {
  const { record } = deps.store.get(id);
  if (wanted === '') throw fault('invalid', 'Neither old nor new names may be empty');
  const name = checkName(wanted);
  if (name === record.name) {
    throw fault('invalid', 'Renaming a container with the same name as its current name');
  }
  await giveName(deps, id, name);
}

/**
 * Gives a container another name, and what is written with it. `released` is called in the same moment in which the old name is
 * free. Throws `conflict` when another has the name. Run it under the container's lock.
 */
export async function giveName(
  deps: Deps,
  id: string,
  name: string,
  also: Partial<ContainerRecord> = {},
  released: () => void = () => undefined,
): Promise<void> {
  const { record } = deps.store.get(id);
  deps.store.reserveName(name, id);
  try {
    await deps.store.updateRecord(id, { name, ...also });
  } catch (error) {
    if (name !== record.name) deps.store.releaseName(name, id);
    throw error;
  }
  if (name === record.name) return;
  deps.store.releaseName(record.name, id);
  released();
  await deps.networks.rename(id, name);
  await followNetwork(deps, id);
  tell(deps, deps.store.get(id).record, 'rename', { oldName: `/${record.name}` });
}
