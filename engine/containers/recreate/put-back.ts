import { isKind, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { removeContainer } from '../lifecycle/remove.ts';
import { startLocked } from '../lifecycle/start.ts';
import { isLive } from '../state.ts';
import { nameOfComing } from './edit-names.ts';
import type { SetAside } from './marks.ts';
import { giveName, passName } from './pass-name.ts';
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
 * begin again after a crash in the middle. Throws when the old one cannot be started; it has its name then.
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
  deps.store.get(id);
  try {
    await putNameBack(deps, id, setAside);
  } catch (error) {
    // Its being there matters more than its name.
    deps.logger.error('a container could not get its name back', { container: id, error: messageOf(error) });
  }
  await removeComing(deps, setAside.by, options);
  try {
    if (setAside.ran) await runAgain(deps, id);
  } finally {
    await deps.store.lock(id, () => deps.store.updateRecord(id, { setAside: undefined }));
  }
}

async function runAgain(deps: Deps, id: string): Promise<void> {
  const { stored } = deps.store.get(id);
  // One that a killed engine had asked to end is about to; that has to be over first.
  if (isLive(stored.state) && stored.request !== undefined) await stopRun(deps, id);
  if (isLive(deps.store.get(id).stored.state)) return;
  await deps.store.lock(id, () => startLocked(deps, id, 'person'));
}

/** Removes what came, whatever state it is in, after the grace that it asks for; fine when it is gone. */
async function removeComing(
  deps: Deps,
  id: string,
  { volumes }: { readonly volumes: boolean },
): Promise<void> {
  if (deps.store.peek(id) === undefined) return;
  await stopRun(deps, id);
  if (deps.store.peek(id) === undefined) return;
  try {
    await removeContainer(deps, id, { force: true, volumes, link: false });
  } catch (error) {
    if (isKind(error, 'not-found') || deps.store.peek(id) === undefined) return;
    throw error;
  }
}
