import { messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { removeContainer } from '../lifecycle/remove.ts';
import type { ContainerRecord } from '../record.ts';

/** The label of a debug shell's helper; its value is the id of the container that is looked at. */
export const DEBUG_LABEL = 'gantry.debug-of';

/** Whether a container is the helper of a debug shell, or only says so: then it is no business of ours. */
function isHelper({ config, hostConfig }: ContainerRecord): boolean {
  return config.Labels?.[DEBUG_LABEL] !== undefined && hostConfig.AutoRemove === true;
}

/** Removes a helper, whatever state it is in; fine when it is gone. Rejects never. */
export async function removeHelper(deps: Deps, id: string): Promise<void> {
  if (deps.store.peek(id) === undefined) return;
  try {
    await removeContainer(deps, id, { force: true, volumes: true, link: false, withLog: true });
  } catch (error) {
    if (deps.store.peek(id) === undefined) return;
    deps.logger.warn('the helper of a debug shell could not be removed', {
      container: id,
      error: messageOf(error),
    });
  }
}

/** Removes the helpers that an engine left behind: execs, and with them debug shells, do not outlive it. */
export async function sweepHelpers(deps: Deps): Promise<void> {
  const left = deps.store.all().filter(({ record }) => isHelper(record));
  await Promise.all(left.map(({ record }) => removeHelper(deps, record.id)));
}
