import { fault, isKind } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { endLook } from '../files/looks.ts';
import { logPolicyOf } from '../logs/log-policy.ts';
import { imageWritablesOf } from '../mounts/image-writable.ts';
import { removeAnonymousVolumes } from '../mounts/remove-volumes.ts';
import type { StoredState } from '../record.ts';
import { goesAtItsEnd } from '../recreate/marks.ts';
import { liveProcess } from '../state.ts';
import { waitFor } from '../wait.ts';
import { forbidRestart, killContainer } from './stop.ts';

/** So often a forced removal ends a run that somebody else began meanwhile. */
const MOST_TRIES = 5;

/** What goes with a container. */
interface Along {
  /** Its anonymous volumes. */
  readonly volumes: boolean;
  /** Names of those that stay in any case, whether somebody uses them when it comes to that or not. */
  readonly keepVolumes?: readonly string[];
  readonly withLog?: boolean;
}

/**
 * Removes a container with its layer; its log is kept among those of removed ones, unless `withLog`. A running one only with
 * `force`, which kills it first. Throws `conflict` in Docker's words, also while another removal is under way.
 */
export async function removeContainer(
  deps: Deps,
  id: string,
  options: Along & { readonly force: boolean; readonly link: boolean },
): Promise<void> {
  // A link has a name of two parts, `web/db`; whoever names a container does not mean the container.
  if (options.link) throw fault('conflict', 'Conflict, cannot remove the default link name of the container');
  const { record, stored } = deps.store.get(id);
  const { status } = stored.state;
  if (status === 'removing') throw fault('conflict', `removal of container ${id} is already in progress`);
  if (liveProcess(stored.state) !== undefined || status === 'restarting') {
    if (!options.force) throw fault('conflict', refusal(record.name, status));
    await endForGood(deps, id);
  }
  for (let tries = 1; ; tries += 1) {
    try {
      await deps.store.lock(id, () => removeLocked(deps, id, options));
      return;
    } catch (error) {
      // A start that had been asked for before us was let in first.
      const state = deps.store.peek(id)?.stored.state;
      if (!options.force || tries > MOST_TRIES || state === undefined || liveProcess(state) === undefined)
        throw error;
      await endForGood(deps, id);
    }
  }
}

function refusal(name: string, status: string): string {
  return status === 'paused'
    ? `cannot remove container "${name}": container is paused and must be unpaused first`
    : `cannot remove container "${name}": container is ${status}: stop the container before removing or force remove`;
}

/**
 * Removes a container without a process, and with `volumes` (or when it was to be removed at its end anyway) its anonymous
 * volumes. Run it under the container's lock.
 */
export async function removeLocked(
  deps: Deps,
  id: string,
  options: Along = { volumes: false },
): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const { state } = stored;
  if (liveProcess(state) !== undefined) throw fault('conflict', refusal(record.name, state.status));
  if (state.status !== 'removing') {
    const removing: Partial<StoredState> = {
      state: {
        status: 'removing',
        last: 'last' in state ? state.last : undefined,
        withVolumes: options.volumes,
        keepVolumes: options.keepVolumes ?? [],
        withLog: options.withLog === true,
      },
    };
    // What has ended and goes at its end is removed at the next start, too.
    if (state.status === 'exited' && goesAtItsEnd(record)) deps.store.noteState(id, removing);
    else await deps.store.updateState(id, removing);
  }
  await finishRemoval(deps, id);
}

/** Does what a removal does; safe to begin again after a crash in the middle. */
export async function finishRemoval(deps: Deps, id: string): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const removing = stored.state.status === 'removing' ? stored.state : undefined;
  const { withVolumes = false, keepVolumes, withLog = false } = removing ?? {};
  await endLook(deps, id);
  await deps.layers.removeWritable(id);
  for (const writable of imageWritablesOf(record)) await deps.layers.removeWritable(writable);
  if (!withLog && logPolicyOf(record.hostConfig).readable)
    await deps.removedLogs.keep(record, deps.store.folder(id));
  await deps.store.remove(id);
  if (withVolumes || record.hostConfig.AutoRemove === true)
    await removeAnonymousVolumes(deps, record, keepVolumes);
  tell(deps, record, 'destroy');
}

/** Ends a run so that no restart policy brings it back. */
async function endForGood(deps: Deps, id: string): Promise<void> {
  if (await forbidRestart(deps, id)) return;
  const ended = waitFor(deps.store, id, 'at-rest', AbortSignal.timeout(15_000));
  try {
    await killContainer(deps, id, 'KILL', { operation: 'kill', client: '' });
  } catch (error) {
    if (!isKind(error, 'conflict') && !isKind(error, 'not-found')) throw error;
  }
  try {
    await ended;
  } catch (error) {
    if (!isKind(error, 'cancelled')) throw error;
    throw fault('system', `container ${id} did not end within 15 seconds of being killed`);
  }
}
