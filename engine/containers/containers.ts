import type { ContainerBackend } from '../api/backends/containers.ts';
import type { EditBackend } from '../api/backends/edits.ts';
import type { NetworkBackend } from '../api/backends/networks.ts';
import { fault } from '../base/errors.ts';
import type { FileTree } from '../files/tree.ts';
import type { ImageUsers } from '../images/image.ts';
import { resizeConsole } from '../runtime/shim/control.ts';
import { attachContainer } from './attach.ts';
import { commitContainer } from './commit.ts';
import { openDebugShell } from './debug-shell/debug-shell.ts';
import { sweepHelpers } from './debug-shell/helper.ts';
import type { Deps } from './deps.ts';
import { bundleOf } from './deps.ts';
import { tell } from './events.ts';
import { createExec, inspectExec, resizeExec, startExec, startExecDetached } from './exec/exec.ts';
import { ExecStore } from './exec/exec-store.ts';
import {
  archiveContainerPath,
  exportContainer,
  extractIntoContainer,
  statContainerPath,
} from './files/archive.ts';
import { containerTree } from './files/container-tree.ts';
import { endLooks } from './files/looks.ts';
import { HealthMonitors } from './health/health-monitors.ts';
import { createContainer } from './lifecycle/create.ts';
import { pauseLocked, unpauseLocked } from './lifecycle/pause.ts';
import { pruneContainers } from './lifecycle/prune.ts';
import { reconcile } from './lifecycle/reconcile.ts';
import { removeContainer, removeLocked } from './lifecycle/remove.ts';
import { renameContainer } from './lifecycle/rename.ts';
import { startLocked } from './lifecycle/start.ts';
import { killContainer, notRunning, stopContainer } from './lifecycle/stop.ts';
import { Supervisor } from './lifecycle/supervisor.ts';
import { updateContainer } from './lifecycle/update.ts';
import { LogKeeper } from './logs/log-keeper.ts';
import { logPolicyOf } from './logs/log-policy.ts';
import { readLogs } from './logs/read-logs.ts';
import { mountedImages } from './mounts/mounts-in.ts';
import { connectContainer, disconnectContainer } from './network/connect.ts';
import { Edits } from './recreate/edits.ts';
import { goesAtItsEnd } from './recreate/marks.ts';
import { runsOf } from './runs/run-history.ts';
import { isLive } from './state.ts';
import { statsOf } from './stats.ts';
import { topOf } from './top.ts';
import { inspectContainer } from './view/inspect.ts';
import { listContainers } from './view/list.ts';
import { waitFor } from './wait.ts';

/** The containers room: what the API needs, what images ask, and its own end. */
export interface Containers
  extends ContainerBackend,
    EditBackend,
    ImageUsers,
    Pick<NetworkBackend, 'connect' | 'disconnect'> {
  /** Numbers for `/info`. */
  count(): { readonly running: number; readonly paused: number; readonly stopped: number };
  /** Stops watching. Containers go on. */
  /** Its files, for those who browse. Throws `not-found`. */
  files(ref: string): Promise<FileTree>;
  close(): Promise<void>;
}

/** Says which containers stand on an image, or have it mounted, from the records alone. */
export function imageUsers(store: Deps['store']): ImageUsers {
  return {
    usersOf: (image) =>
      store
        .all()
        .filter(({ record }) => record.image === image || mountedImages(record).includes(image))
        .map(({ record, stored }) => ({ id: record.id, running: isLive(stored.state) })),
  };
}

/**
 * Opens the room: reads the records, reconciles them with what is true, starts what restart policies want started, and
 * answers when all that is done.
 */
export async function openContainers(deps: Deps): Promise<Containers> {
  const supervisor = new Supervisor(deps);
  const execs = new ExecStore();
  deps.store.onState((id, _before, after) => {
    if (after === undefined || !isLive(after)) execs.forget(id);
  });
  const edits = new Edits(deps);
  await reconcile(deps, supervisor, () => edits.recover());
  await sweepHelpers(deps);
  const health = new HealthMonitors(deps, execs);
  health.start();
  const logs = new LogKeeper(deps);
  logs.start();
  return {
    ...backendOf(deps, execs),
    ...imageUsers(deps.store),
    ...editBackend(edits),
    connect: (ref, request) => connectContainer(deps, ref, request),
    disconnect: (ref, request) => disconnectContainer(deps, ref, request),
    count: () => count(deps),
    files: (ref) => containerTree(deps, ref),
    close: async () => {
      edits.close();
      logs.close();
      health.close();
      supervisor.close();
      await endLooks(deps);
    },
  };
}

function editBackend(edits: Edits): EditBackend {
  return {
    recreate: (ref, request, options) => edits.recreate(ref, request, options),
    editOf: (ref) => edits.editOf(ref),
    keepEdit: (ref) => edits.keepEdit(ref),
    undoEdit: (ref) => edits.undoEdit(ref),
    requestOf: (ref) => edits.requestOf(ref),
  };
}

function backendOf(deps: Deps, execs: ExecStore): ContainerBackend {
  const idOf = (ref: string) => deps.store.find(ref).record.id;
  const locked = (ref: string, section: (id: string) => Promise<void>) => {
    const id = idOf(ref);
    return deps.store.lock(id, () => section(id));
  };
  const start = (ref: string) => locked(ref, (id) => startOrRemove(deps, id));
  /** Who wants a container to end while it is being started means the run that begins: the signal must not be lost. */
  const afterStart = async (ref: string) => {
    const id = idOf(ref);
    if (!isLive(deps.store.get(id).stored.state)) await deps.store.lock(id, () => Promise.resolve());
    return id;
  };
  return {
    create: (request, options) => createContainer(deps, request, options),
    list: (options) => listContainers(deps, options),
    inspect: async (ref, options) => await inspectContainer(deps, execs, idOf(ref), options),
    start,
    stop: async (ref, options) =>
      await stopContainer(deps, await afterStart(ref), options, {
        operation: 'stop',
        client: options.client ?? '',
      }),
    restart: async (ref, options) => {
      const id = idOf(ref);
      const asker = { operation: 'restart', client: options.client ?? '' } as const;
      if (isLive(deps.store.get(id).stored.state)) await stopContainer(deps, id, options, asker);
      await start(id);
      tell(deps, deps.store.get(id).record, 'restart');
    },
    kill: async (ref, options) =>
      await killContainer(deps, await afterStart(ref), options.signal, {
        operation: 'kill',
        client: options.client ?? '',
      }),
    runs: async (ref) => await runsOf(deps, idOf(ref)),
    pause: (ref) => locked(ref, (id) => pauseLocked(deps, id)),
    unpause: (ref) => locked(ref, (id) => unpauseLocked(deps, id)),
    rename: (ref, name) => locked(ref, (id) => renameContainer(deps, id, name)),
    update: async (ref, request) => await updateContainer(deps, idOf(ref), request),
    remove: async (ref, options) => await removeContainer(deps, idOf(ref), options),
    wait: async (ref, condition, signal) => ({ ended: waitFor(deps.store, idOf(ref), condition, signal) }),
    logs: async (ref, options, signal) => {
      const id = idOf(ref);
      const { config, hostConfig } = deps.store.get(id).record;
      const { readable, details } = logPolicyOf(hostConfig, config);
      if (!readable) throw fault('not-implemented', 'configured logging driver does not support reading');
      return { tty: config.Tty === true, details, entries: readLogs(deps.store, id, options, signal) };
    },
    attach: async (ref, options, signal) => await attachContainer(deps, idOf(ref), options, signal),
    resize: async (ref, size) => {
      const id = idOf(ref);
      if (!isLive(deps.store.get(id).stored.state)) throw notRunning(id);
      await resizeConsole(bundleOf(deps, id), size);
    },
    top: async (ref, psArgs) => await topOf(deps, idOf(ref), psArgs),
    stats: async (ref, options, signal) => statsOf(deps, idOf(ref), options, signal),
    changes: async (ref) => {
      const kinds = { modified: 0, added: 1, deleted: 2 } as const;
      return (await deps.layers.changes(idOf(ref))).map(({ path, kind }) => ({
        Path: path,
        Kind: kinds[kind],
      }));
    },
    export: async (ref) => await exportContainer(deps, idOf(ref)),
    prune: (filters) => pruneContainers(deps, filters),
    statPath: async (ref, path) => await statContainerPath(deps, idOf(ref), path, ref),
    archive: async (ref, path) => await archiveContainerPath(deps, idOf(ref), path, ref),
    extract: async (ref, path, tar, options) =>
      await extractIntoContainer(deps, idOf(ref), path, tar, { ...options, ref }),
    commit: async (ref, options) => await commitContainer(deps, idOf(ref), options),
    execCreate: async (ref, request) => ({ Id: createExec(deps, execs, idOf(ref), request).id }),
    debugShell: async (ref) => await openDebugShell(deps, execs, idOf(ref)),
    execInspect: async (id) => inspectExec(execs, id),
    execStart: (id, options, signal) => startExec(deps, execs, id, options, signal),
    execStartDetached: (id) => startExecDetached(deps, execs, id),
    execResize: (id, size) => resizeExec(execs, id, size),
  };
}

/** A start that fails removes a container that was to be removed at its end anyway, as `docker run --rm` expects. */
async function startOrRemove(deps: Deps, id: string): Promise<void> {
  try {
    await startLocked(deps, id, 'person');
  } catch (error) {
    const entry = deps.store.peek(id);
    if (entry !== undefined && !isLive(entry.stored.state) && goesAtItsEnd(entry.record)) {
      await removeLocked(deps, id);
    }
    throw error;
  }
}

function count(deps: Deps): { readonly running: number; readonly paused: number; readonly stopped: number } {
  const statuses = deps.store.all().map(({ stored }) => stored.state.status);
  const running = statuses.filter((status) => status === 'running').length;
  const paused = statuses.filter((status) => status === 'paused').length;
  return { running, paused, stopped: statuses.length - running - paused };
}
