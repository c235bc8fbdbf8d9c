import { fault, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { healthPlanOf } from '../health/health-plan.ts';
import { startLocked } from '../lifecycle/start.ts';
import type { ContainerRecord } from '../record.ts';
import { isLive } from '../state.ts';
import { nameOfBefore } from './edit-names.ts';
import type { EditSteps } from './edit-steps.ts';
import type { SetAside } from './marks.ts';
import { passName } from './pass-name.ts';
import { outOfProject } from './project-labels.ts';
import { proveItself, STEADY_MS, watchEnds } from './prove.ts';
import { putBack } from './put-back.ts';
import { stopRun } from './stop-run.ts';

/** Why a change-over is broken off when the engine ends: the next one takes it back. */
export const ENGINE_ENDS = fault('cancelled', 'the engine ends');

/** A container that was made, and the name that it is to have. */
export interface Coming {
  readonly id: ContainerRecord['id'];
  readonly name: string;
}

/**
 * Lets a container that was made take the place of another, step by step; on failure the other is put back. Every step is
 * preceded by the durable word of what is going on, so that a killed engine's successor can take it back. Never rejects.
 */
export async function changeOver(
  deps: Deps,
  before: ContainerRecord,
  coming: Coming,
  steps: EditSteps,
  signal: AbortSignal,
): Promise<void> {
  // Gone since it was made: then marking it fails below.
  const state = deps.store.peek(before.id)?.stored.state;
  const setAside: SetAside = {
    by: coming.id,
    name: before.name,
    ran: state !== undefined && (isLive(state) || state.status === 'restarting'),
    phase: 'changing',
    at: new Date(deps.clock.now()).toISOString(),
  };
  try {
    await mark(deps, before.id, setAside);
    await takePlace(deps, before, coming, setAside, steps, signal);
    signal.throwIfAborted();
    // Somebody may have removed the one before; then nothing is kept.
    if (deps.store.peek(before.id) !== undefined) await keep(deps, before.id, setAside, coming.id);
    const { record } = deps.store.get(coming.id);
    tell(deps, record, 'edit', { phase: 'kept' });
    const { name } = deps.store.peek(before.id)?.record ?? setAside;
    steps.add({ step: 'done', after: coming, before: { id: before.id, name } });
  } catch (error) {
    if (signal.reason === ENGINE_ENDS) return;
    const reason = messageOf(signal.aborted ? signal.reason : error);
    steps.add({ step: 'undoing', reason });
    const asked = signal.aborted;
    steps.add({ step: 'failed', asked, ...(await takenBack(deps, before.id, setAside, reason)) });
  }
}

async function takePlace(
  deps: Deps,
  before: ContainerRecord,
  coming: Coming,
  setAside: SetAside,
  steps: EditSteps,
  signal: AbortSignal,
): Promise<void> {
  if (setAside.ran) {
    steps.add({ step: 'stopping' });
    await stopRun(deps, before.id);
  }
  const aside = nameOfBefore(before.name, new Date(setAside.at), (name) => deps.store.nameIsTaken(name));
  await passName(
    deps,
    { from: before.id, aside, to: coming.id, name: coming.name },
    { replaces: { id: before.id, named: true } },
  );
  if (!setAside.ran) return;
  signal.throwIfAborted();
  steps.add({ step: 'starting' });
  const watched = watchEnds(deps, coming.id);
  try {
    await deps.store.lock(coming.id, () => startLocked(deps, coming.id, 'person'));
    const isChecked = healthPlanOf(deps.store.get(coming.id).record.config) !== undefined;
    steps.add(
      isChecked
        ? { step: 'watching', for: 'health' }
        : { step: 'watching', for: 'running', milliseconds: STEADY_MS },
    );
    await proveItself(deps, coming.id, watched, signal);
  } finally {
    watched.close();
  }
}

async function takenBack(deps: Deps, id: string, setAside: SetAside, reason: string) {
  try {
    await putBack(deps, id, setAside, { volumes: true });
    return { reason, restored: true };
  } catch (error) {
    const why = `${reason}\nThe one before could not be put back as it was: ${messageOf(error)}`;
    return { reason: why, restored: false };
  }
}

/** Under the lock of what came: when its run ends, either that is seen here, or its restart policy counts again. */
async function keep(deps: Deps, id: string, setAside: SetAside, coming: string): Promise<void> {
  const { store } = deps;
  await store.lock(coming, async () => {
    if (setAside.ran && !isLive(store.get(coming).stored.state))
      throw fault('conflict', 'It ended just before it was to be kept.');
    await store.lock(id, () =>
      store.updateRecord(id, outOfProject(store.get(id).record, { ...setAside, phase: 'kept' })),
    );
  });
}

async function mark(deps: Deps, id: string, setAside: SetAside): Promise<void> {
  await deps.store.lock(id, () => deps.store.updateRecord(id, { setAside }));
}
