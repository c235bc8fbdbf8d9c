import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { allEnded } from '../../base/all-ended.ts';
import { fault, messageOf } from '../../base/errors.ts';
import { Undo } from '../../base/undo.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { OpenedSandbox } from '../../networks/open-sandbox.ts';
import { mount, unmount } from '../../process/mount.ts';
import { grantRealtime } from '../../runtime/cgroup/realtime.ts';
import { readProcessStat } from '../../runtime/process-stat.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import { StartFault } from '../../runtime/start-fault.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import { bundleOf, cgroupOf, type Deps, exitFolder, rootfsOf } from '../deps.ts';
import { tell } from '../events.ts';
import { endLook } from '../files/looks.ts';
import { prepareEtc } from '../files/prepare-etc.ts';
import { STARTING } from '../health/health.ts';
import { healthPlanOf } from '../health/health-plan.ts';
import { forgetUnreadable } from '../logs/log-keeper.ts';
import { logPath } from '../logs/log-path.ts';
import { prepareMounts } from '../mounts/prepare.ts';
import { etcNetworkFor, followLinks, networkFault, openNetwork } from '../network/open-network.ts';
import type { ContainerRecord } from '../record.ts';
import { failedStart } from '../runs/ended-run.ts';
import { rememberRun } from '../runs/run-history.ts';
import { besideLenders } from '../spec/lenders.ts';
import { lentSharedMemory } from '../spec/shared-memory.ts';
import { writeContainerBundle } from '../spec/write-bundle.ts';
import { canStart, type LiveProcess } from '../state.ts';

/**
 * Why a start was asked for. Those of a person and of an engine that begins forget what the restart policy counted, and
 * that somebody had stopped the container.
 */
export type StartReason = 'person' | 'engine' | 'policy';

/**
 * Starts a container. On failure everything is taken back, and the record keeps the reason and the exit code (126, 127 or
 * 128). Throws `not-modified` when it runs, `conflict` when it is paused or being removed, `StartFault` when its command
 * cannot be run. Run it under the container's lock.
 */
export async function startLocked(deps: Deps, id: string, reason: StartReason): Promise<void> {
  const { record, stored } = deps.store.get(id);
  const { state } = stored;
  if (state.status === 'running') throw fault('not-modified', `Container ${record.name} is already running`);
  if (state.status === 'paused')
    throw fault('conflict', 'cannot start a paused container, try unpause instead');
  if (!canStart(state)) {
    throw fault('conflict', 'container is marked for removal and cannot be started');
  }
  try {
    const process = await besideLenders(deps.store, record.hostConfig, () => launch(deps, id));
    await deps.store.updateState(id, {
      state: { status: 'running', process },
      health: healthPlanOf(record.config) === undefined ? undefined : STARTING,
      request: undefined,
      ...(reason === 'policy' ? {} : { restartCount: 0, stoppedByHand: false }),
    });
  } catch (error) {
    const exitCode = error instanceof StartFault ? error.exitCode : 128;
    const message = messageOf(error);
    await deps.store.updateState(id, {
      state:
        'last' in state && state.last !== undefined
          ? { status: 'exited', error: message, last: { ...state.last, exitCode } }
          : { status: 'created', error: message, exitCode },
    });
    await rememberRun(deps, id, failedStart(deps, exitCode, message));
    throw error;
  }
  tell(deps, record, 'start');
}

async function launch(deps: Deps, id: string): Promise<LiveProcess> {
  const { record } = deps.store.get(id);
  const { config } = record;
  const runtime = chooseRuntime(deps.runtimes, record.hostConfig.Runtime);
  const bundle = bundleOf(deps, id);
  const rootfs = rootfsOf(deps, id);
  runtime.getReady();
  await endLook(deps, id);
  return await Undo.run(async (undo) => {
    await makeFolder(rootfs, 0o711);
    undo.add('make the bundle', () => rm(bundle, { recursive: true, force: true }));
    undo.add('mount the root', () => unmount(rootfs, { lazy: true }));
    undo.add('open the network', () => deps.networks.close(id));
    const [{ network, etc }] = await allEnded([
      connected(deps, record),
      deps.layers.mountOf(id, rootfs).then(mount),
      rm(join(exitFolder(deps), id), { force: true }),
      forgetUnreadable(deps, id),
    ]);
    await lendSharedMemory(deps, record, undo);
    const mounts = await prepareMounts(deps, record, undo);
    await writeContainerBundle(deps, record, [...etc, ...mounts], network?.path);
    await grantRealtime(deps.host.cgroups, cgroupOf(deps, record), {
      runtime: record.hostConfig.CpuRealtimeRuntime ?? 0,
      period: record.hostConfig.CpuRealtimePeriod ?? 0,
    });
    const creating = runtime.create({
      id,
      bundle,
      logPath: logPath(deps.store, id),
      exitDir: exitFolder(deps),
      terminal: config.Tty === true,
      stdin: config.OpenStdin === true,
      leaveStdinOpen: config.StdinOnce !== true,
      name: record.name,
    });
    undo.add('create the container', () => runtime.delete(id, { force: true }));
    // Without a network there is no container either; why there is no network is told then.
    const [, { pid, conmonPid }] = await allEnded([networkReady(network), creating, followLinks(deps, id)]);
    const [stat] = await allEnded([readProcessStat(pid), network?.holdBy(pid) ?? Promise.resolve()]);
    const startTime = stat?.startTime ?? 0;
    const startedAt = new Date(deps.clock.now()).toISOString();
    await runtime.start(id);
    return { pid, conmonPid, startTime, startedAt };
  });
}

async function networkReady(network: OpenedSandbox | undefined): Promise<void> {
  try {
    await network?.ready;
  } catch (error) {
    throw networkFault(error);
  }
}

/** Opens the container's network, and writes the files in /etc that depend on it. */
async function connected(
  deps: Deps,
  record: ContainerRecord,
): Promise<{ readonly network: OpenedSandbox | undefined; readonly etc: readonly OciMount[] }> {
  const network = await openNetwork(deps, record);
  return {
    network,
    etc: await prepareEtc(deps, record, network && etcNetworkFor(deps, network.sandbox)),
  };
}

async function lendSharedMemory(deps: Deps, record: ContainerRecord, undo: Undo): Promise<void> {
  const lent = lentSharedMemory(deps, record);
  if (lent === undefined) return;
  await makeFolder(lent.target, 0o700);
  undo.add('mount the shared memory', () => unmount(lent.target, { lazy: true }));
  await mount(lent);
}
