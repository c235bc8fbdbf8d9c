import { isKind, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { removeContainer } from '../lifecycle/remove.ts';
import { giveName } from '../lifecycle/rename.ts';
import { startLocked } from '../lifecycle/start.ts';
import { anonymousVolumesIn } from '../mounts/mounts-in.ts';
import { isLive } from '../state.ts';
import { nameOfComing } from './edit-names.ts';
import type { SetAside } from './marks.ts';
import { passName } from './pass-name.ts';
import { stopRun } from './stop-run.ts';

/** Gives the container that was set aside its name again; the one that came gets another until it is removed. */
export async function putNameBack(deps: Deps, id: string, { by, name }: SetAside): Promise<void> {
  if (deps.store.get(id).record.name === name) return;
  if (deps.store.peek(by)?.record.name === name) {
    await passName(deps, { from: by, aside: nameOfComing(name), to: id, name });
  } else {
    await deps.store.lock(id, () => giveName(deps, id, name));
  }
}

/**
 * Removes the container that came, and lets the one that was set aside be as it was: under its name, running when it ran. Safe to
 * begin again after a crash in the middle. Throws at the end, when all else is done, when the old one cannot be started or does not
 * get its name.
 *
 * @param options.volumes - the anonymous volumes that only the new one has go with it
 */
export async function putBack(
  deps: Deps,
  id: string,
  setAside: SetAside,
  options: { readonly volumes: boolean },
): Promise<void> {
  // Never take the one away when the other is gone.
  const { record } = deps.store.get(id);
  // Noted now: the one before may be removed while the other goes, and then nobody uses them any more.
  const keepVolumes = anonymousVolumesIn(record);
  const isNamed = await putNameBack(deps, id, setAside).then(
    () => true,
    (error: unknown) => {
      // Its being there matters more than its name.
      const why = { container: id, error: messageOf(error) };
      deps.logger.error('a container could not get its name back yet', why);
      return false;
    },
  );
  await removeComing(deps, setAside.by, { ...options, keepVolumes });
  try {
    await beAsBefore(deps, id, setAside);
  } finally {
    // What came may have held the name; it is gone now.
    if (!isNamed) await putNameBack(deps, id, setAside);
  }
}

async function beAsBefore(deps: Deps, id: string, { ran }: SetAside): Promise<void> {
  const { stored } = deps.store.get(id);
  // One that a killed engine had asked to end is about to; that has to be over first.
  if (ran && isLive(stored.state) && stored.request !== undefined) await stopRun(deps, id);
  // Under one lock: a run that ends at once is met by its restart policy again, which leaves alone what is set aside.
  await deps.store.lock(id, async () => {
    try {
      if (ran && !isLive(deps.store.get(id).stored.state)) await startLocked(deps, id, 'person');
    } finally {
      await deps.store.updateRecord(id, { setAside: undefined });
    }
  });
}

/**
 * Removes what came, whatever state it is in, after the grace that it asks for; fine when it is gone. The volumes that it took
 * along stay with the one before, and when that was removed meanwhile they stay alone.
 */
async function removeComing(
  deps: Deps,
  id: string,
  options: { readonly volumes: boolean; readonly keepVolumes: readonly string[] },
): Promise<void> {
  if (deps.store.peek(id) === undefined) return;
  await stopRun(deps, id);
  if (deps.store.peek(id) === undefined) return;
  try {
    await removeContainer(deps, id, { ...options, force: true, link: false });
  } catch (error) {
    if (isKind(error, 'not-found') || deps.store.peek(id) === undefined) return;
    throw error;
  }
}
