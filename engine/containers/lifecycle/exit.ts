import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { unmount } from '../../process/mount.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { wasOomKilled } from '../../runtime/bundle.ts';
import { takeBackRealtime } from '../../runtime/cgroup/realtime.ts';
import { removeLeftover } from '../../runtime/cgroup/remove.ts';
import { runtimeOf } from '../choose-runtime.ts';
import { bundleOf, cgroupOf, type Deps, exitFolder, rootfsOf } from '../deps.ts';
import { tell } from '../events.ts';
import { afterRun } from '../health/health.ts';
import { releaseMounts } from '../mounts/prepare.ts';
import { endedRun } from '../runs/ended-run.ts';
import { rememberRun } from '../runs/run-history.ts';
import { sharedMemoryFolder } from '../spec/shared-memory.ts';
import { isLive, type LastRun, liveProcess } from '../state.ts';
import { restartsAfter } from './restarts-after.ts';

/** What an exit file tells; undefined when there is none. */
export async function readExit(
  deps: Deps,
  id: string,
): Promise<{ readonly exitCode: number; readonly finishedAt: string } | undefined> {
  const path = join(exitFolder(deps), id);
  try {
    const [text, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const exitCode = Number.parseInt(text, 10);
    return { exitCode: Number.isNaN(exitCode) ? 255 : exitCode, finishedAt: mtime.toISOString() };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** How a run ended, and whether the restart policy wants another. */
export interface EndedRun {
  readonly last: LastRun;
  readonly restarts: boolean;
}

/**
 * Takes in the end of a run: records it, tells it, and gives back what the run held (the runtime's record, cgroups, the
 * mount, the bundle). Does nothing when the container is not thought to run. Run it under the container's lock.
 *
 * @returns how the run ended, or undefined when there was nothing to do
 */
export async function endRunLocked(
  deps: Deps,
  id: string,
  exit: { readonly exitCode: number; readonly finishedAt: string },
): Promise<EndedRun | undefined> {
  const entry = deps.store.peek(id);
  if (entry === undefined || !isLive(entry.stored.state)) return undefined;
  const live = liveProcess(entry.stored.state);
  const oomKilled = await wasOomKilled(bundleOf(deps, id));
  const last: LastRun = { ...exit, oomKilled, startedAt: live?.startedAt ?? exit.finishedAt };
  const { restartCount, health } = entry.stored;
  const ended = health === undefined ? {} : { health: afterRun(health) };
  // One step from running to waiting for the next run: in between, whoever waits for the end would think it has come.
  const restarts = restartsAfter(deps.store, entry, last);
  // What `--rm` removes at once has no history that anybody could read.
  if (entry.record.hostConfig.AutoRemove !== true)
    await rememberRun(deps, id, await endedRun(deps, id, last, entry.stored, restarts));
  await deps.store.updateState(
    id,
    restarts
      ? { state: { status: 'restarting', last }, restartCount: restartCount + 1, ...ended }
      : { state: { status: 'exited', last, error: '' }, ...ended },
  );
  if (oomKilled) tell(deps, entry.record, 'oom');
  tell(deps, entry.record, 'die', { exitCode: String(exit.exitCode), execDuration: secondsOf(last) });
  await releaseRun(deps, id);
  return { last, restarts };
}

/** Gives back what a run holds in the kernel and the exec root. Idempotent; failures are logged, and swept at the next start. */
export async function releaseRun(deps: Deps, id: string): Promise<void> {
  const record = deps.store.peek(id)?.record;
  const host = record?.hostConfig;
  const lends = host?.IpcMode === 'shareable';
  const attempt = async (what: string, step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      deps.logger.warn(`could not ${what}`, { container: id, error: String(error) });
    }
  };
  await Promise.all([
    attempt('delete the container from the runtime', async () => {
      const runtime = await runtimeOf(deps.runtimes, id, host?.Runtime);
      await runtime.delete(id, { force: true });
    }),
    attempt('unmount its root', () => unmount(rootfsOf(deps, id), { lazy: true })),
    attempt('close its network', () => deps.networks.close(id)),
    ...(lends
      ? [attempt('unmount its shared memory', () => unmount(sharedMemoryFolder(deps, id), { lazy: true }))]
      : []),
  ]);
  if (record !== undefined && (host?.CpuRealtimeRuntime ?? 0) > 0) {
    await attempt('take back its realtime', () =>
      takeBackRealtime(deps.host.cgroups, cgroupOf(deps, record)),
    );
  }
  await attempt('remove its control groups', () =>
    removeIfLeft(deps, cgroupOf(deps, record ?? { id, hostConfig: {} })),
  );
  await Promise.all([
    attempt('give back its mounts', () => releaseMounts(deps, id, record)),
    attempt('remove its bundle', () => removeTree(bundleOf(deps, id), join(exitFolder(deps), id))),
  ]);
}

/** The runtime removes the cgroups of those that it knows; its records may have been wiped. */
async function removeIfLeft({ host: { cgroups } }: Deps, cgroup: string): Promise<void> {
  // At once: the kernel answers from memory, and there are a dozen of them.
  if (cgroups.hierarchies.some((mount) => existsSync(join(mount, cgroup))))
    await removeLeftover(cgroups, cgroup);
}

function secondsOf(run: LastRun): string {
  return String(Math.max(0, Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)));
}
