import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isId } from '../../base/ids.ts';
import { makeFolder, removeTemporary } from '../../disk/atomic-write.ts';
import { mountsBelow, unmount } from '../../process/mount.ts';
import { isAlive } from '../../runtime/process-stat.ts';
import { endStrayShims } from '../../runtime/shim/stray-shims.ts';
import { bundleOf, type Deps, exitFolder } from '../deps.ts';
import { closeLooks } from '../files/layer-look.ts';
import { containerOfWritable } from '../mounts/image-writable.ts';
import { volumesIn } from '../mounts/mounts-in.ts';
import { releaseMounts, stagesOf } from '../mounts/prepare.ts';
import { healNetworks } from '../network/heal-networks.ts';
import { readRecords } from '../record.ts';
import { goesAtItsEnd, isHeldBack } from '../recreate/marks.ts';
import { isLive, liveProcess } from '../state.ts';
import { endRunLocked, readExit, releaseRun } from './exit.ts';
import { recoverState } from './recover-state.ts';
import { finishRemoval } from './remove.ts';
import { shouldStartWithEngine } from './restart-policy.ts';
import { startLocked } from './start.ts';
import type { Supervisor } from './supervisor.ts';
import { settleFrozen } from './thaw.ts';

/**
 * Brings what the records say together with what is true: reads all containers; takes in exits that happened without an
 * engine; finishes removals; takes away what a crash left half-made (mounts, bundles, runtime records, layers) and never
 * what a live process uses; and starts what its restart policy wants started.
 */
export async function reconcile(
  deps: Deps,
  supervisor: Supervisor,
  recoverEdits: () => Promise<void>,
): Promise<void> {
  await makeFolder(deps.store.root, 0o710);
  await makeFolder(exitFolder(deps), 0o710);
  await makeFolder(join(deps.execRoot, 'containers'), 0o711);
  for (const { id, record, stored } of await readRecords(deps.store.root, deps.logger)) {
    if (record === undefined) await rm(deps.store.folder(id), { recursive: true, force: true });
    else {
      await removeTemporary(deps.store.folder(id));
      deps.store.adopt(record, stored ?? (await recoverState(deps, record)));
      if (stored === undefined) await deps.store.updateState(id, {});
      if (isInUse(deps, id)) for (const name of volumesIn(record)) deps.volumes.mounted.adopt(name, id);
    }
  }
  const unknown = new Set(await unreadable(deps));
  await endInterrupted(deps, unknown);
  await deps.networks.adopt((id) => {
    const entry = deps.store.peek(id);
    return entry === undefined ? undefined : liveProcess(entry.stored.state)?.pid;
  });
  supervisor.start();
  const before = deps.store.all().map(({ record, stored }) => ({ id: record.id, state: stored.state }));
  for (const { id } of before) await deps.store.lock(id, () => settle(deps, supervisor, id));
  await sweep(deps, unknown);
  await recoverEdits();
  for (const { id, state } of before) {
    if (!isLive(state)) await startByPolicy(deps, id);
  }
}

/** Ends starts that a crash interrupted: each had made its bundle, and may go on making its container. */
async function endInterrupted(deps: Deps, unknown: ReadonlySet<string>): Promise<void> {
  const bundles = join(deps.execRoot, 'containers');
  const stays = (id: string) => isInUse(deps, id) || unknown.has(id);
  if (!(await readdir(bundles)).every(stays)) await endStrayShims(bundles, stays);
}

async function settle(deps: Deps, supervisor: Supervisor, id: string): Promise<void> {
  const { state } = deps.store.get(id).stored;
  if (state.status === 'removing') {
    await releaseRun(deps, id);
    await finishRemoval(deps, id);
    return;
  }
  if (isLive(state)) await settleLive(deps, supervisor, id);
  // The engine died between the end of the run and the removal that was to follow it.
  const entry = deps.store.peek(id);
  if (entry?.stored.state.status !== 'exited' || !goesAtItsEnd(entry.record)) return;
  await releaseRun(deps, id);
  await finishRemoval(deps, id);
}

/** Looks whether a container that is thought to run does, and takes in the end of one that does not. */
async function settleLive(deps: Deps, supervisor: Supervisor, id: string): Promise<void> {
  const live = liveProcess(deps.store.get(id).stored.state);
  if (live === undefined) return;
  const exit = await readExit(deps, id);
  if (exit === undefined && (await isAlive(live.pid, live.startTime))) {
    await settleFrozen(deps, id);
    await healNetworks(deps, id);
    return;
  }
  // Neither process nor exit file: the machine went down. Nobody knows the code; 255 is what Docker says then.
  const now = new Date(deps.clock.now()).toISOString();
  const ended = await endRunLocked(deps, id, exit ?? { exitCode: 255, finishedAt: now });
  if (ended !== undefined) await supervisor.afterRunLocked(id, ended);
}

/** Containers that are on disk and whose records cannot be read: they are left as they are, with all that they have. */
async function unreadable(deps: Deps): Promise<readonly string[]> {
  return (await readdir(deps.store.root)).filter((name) => deps.store.peek(name) === undefined);
}

/** Takes away what no live container uses, and nothing of the `unknown` ones. */
async function sweep(deps: Deps, unknown: ReadonlySet<string>): Promise<void> {
  const live = new Set(
    deps.store
      .all()
      .filter(({ stored }) => isLive(stored.state))
      .map(({ record }) => record.id as string),
  );
  const left = new Set<string>();
  for (const runtime of deps.runtimes.byName.values()) {
    for (const id of await runtime.list()) if (!live.has(id)) left.add(id);
  }
  for (const name of await readdir(join(deps.execRoot, 'containers'))) if (!live.has(name)) left.add(name);
  for (const id of await withCgroups(deps)) if (!live.has(id)) left.add(id);
  for (const id of left) {
    if (unknown.has(id)) continue;
    // Meanwhile a restart policy may have started it again; the lock waits for that, and then it is in use.
    await deps.store.lock(id, async () => {
      if (isInUse(deps, id)) return;
      deps.logger.info('sweeping what a crash left', { container: id });
      for (const mounted of await mountsBelow(bundleOf(deps, id))) await unmount(mounted, { lazy: true });
      await releaseRun(deps, id);
    });
  }
  await makeFolder(stagesOf(deps), 0o711);
  for (const id of await readdir(stagesOf(deps))) {
    if (!isInUse(deps, id) && !unknown.has(id)) await releaseMounts(deps, id, undefined);
  }
  await deps.volumes.mounted.sweep();
  await closeLooks(deps);
  for (const file of await readdir(exitFolder(deps))) {
    await deps.store.lock(file, async () => {
      if (!isInUse(deps, file) && !unknown.has(file)) await rm(join(exitFolder(deps), file), { force: true });
    });
  }
  for (const id of await deps.layers.writables()) {
    const container = containerOfWritable(id);
    if (container === undefined || unknown.has(container)) continue;
    if (deps.store.peek(container) === undefined) await deps.layers.removeWritable(id);
  }
}

/** The containers that have control groups. */
async function withCgroups({ host: { cgroups }, instance }: Deps): Promise<readonly string[]> {
  const lists = await Promise.all(
    cgroups.hierarchies.map((mount) => readdir(join(mount, `gantry-${instance}`)).catch(() => [])),
  );
  return lists.flat().filter(isId);
}

function isInUse(deps: Deps, id: string): boolean {
  const entry = deps.store.peek(id);
  return entry !== undefined && isLive(entry.stored.state);
}

async function startByPolicy(deps: Deps, id: string): Promise<void> {
  const entry = deps.store.peek(id);
  if (entry === undefined || isLive(entry.stored.state) || isHeldBack(deps.store, entry.record)) return;
  const { state, stoppedByHand } = entry.stored;
  const run = {
    exitCode: 'last' in state ? (state.last?.exitCode ?? 0) : 0,
    everStarted: state.status === 'exited' || state.status === 'restarting',
    stoppedByHand,
  };
  const waiting = state.status === 'restarting';
  if (!waiting && !shouldStartWithEngine(entry.record.hostConfig.RestartPolicy ?? {}, run)) return;
  try {
    await deps.store.lock(id, () => startLocked(deps, id, waiting ? 'policy' : 'engine'));
  } catch (error) {
    deps.logger.warn('a container could not be started with the engine', {
      container: id,
      error: String(error),
    });
  }
}
