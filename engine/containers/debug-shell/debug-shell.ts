import type { ContainerCreateRequest } from '../../api/types/container.ts';
import { fault, isKind } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { isAlive } from '../../runtime/process-stat.ts';
import type { Deps } from '../deps.ts';
import { createExec } from '../exec/exec.ts';
import type { ExecStore } from '../exec/exec-store.ts';
import { createContainer } from '../lifecycle/create.ts';
import { startLocked } from '../lifecycle/start.ts';
import { notRunning } from '../lifecycle/stop.ts';
import { isLive, liveProcess } from '../state.ts';
import { DEBUG_LABEL, removeHelper } from './helper.ts';
import { seenPid } from './seen-pid.ts';

/** Where the tools come from: a static busybox, and nothing else. */
const TOOLS = 'gantry/starter';
/** A shell that nobody opened by then is given up. */
const UNOPENED_MS = 60_000;

/**
 * Makes a shell with tools for a running container that may have none. It runs in a helper, a container of its own that
 * shares the processes and the network of the one that is looked at and reaches its files through /proc, so nothing is
 * put into that one: no file, no mount. Answers an exec of the helper, to be started, resized and inspected like any other;
 * the helper goes when the shell ends, and with the container. Throws `conflict` when it does not run, `not-found` when the
 * image with the tools was deleted.
 */
export async function openDebugShell(
  deps: Deps,
  execs: ExecStore,
  id: string,
): Promise<{ readonly Id: string }> {
  const { record, stored } = deps.store.get(id);
  const target = liveProcess(stored.state);
  if (stored.state.status !== 'running' || target === undefined) {
    throw fault(
      'conflict',
      `A debug shell looks into a running container, and ${record.name} is ${stored.state.status}. Its files can be browsed without one.`,
    );
  }
  const pid = await seenPid(target.pid);
  if (pid === undefined) throw notRunning(id);
  const helper = await makeHelper(deps, id, record.name);
  try {
    await deps.store.lock(helper, () => startLocked(deps, helper, 'person'));
    const exec = createExec(deps, execs, helper, {
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      Env: ['TERM=xterm-256color', `PS1=debug ${record.name}:$PWD# `],
      Cmd: ['/bin/sh', '-c', greeting(`/proc/${pid}/root`)],
    });
    endWithShell(deps, execs, { id, helper, exec: exec.id });
    return { Id: exec.id };
  } catch (error) {
    await removeHelper(deps, helper);
    // It shares the processes of the one that is looked at, and ends with them.
    if (!(await isAlive(target.pid, target.startTime))) throw notRunning(id);
    throw error;
  }
}

async function makeHelper(deps: Deps, id: string, name: string): Promise<string> {
  const request: ContainerCreateRequest = {
    Image: TOOLS,
    // It is not the first process of its namespace, so signals end it as they end any other.
    Cmd: ['sleep', '2147483647'],
    Labels: { [DEBUG_LABEL]: id },
    User: '0:0',
    HostConfig: {
      AutoRemove: true,
      PidMode: `container:${id}`,
      NetworkMode: `container:${id}`,
      ReadonlyRootfs: true,
      // Reading /proc/PID/root and tracing are the same right (ptrace(2)).
      CapAdd: ['SYS_PTRACE'],
      LogConfig: { Type: 'none', Config: {} },
    },
  };
  try {
    const options = { name: `debug-${name}-${newId().slice(0, 6)}` };
    return (await createContainer(deps, request, options)).Id;
  } catch (error) {
    if (!isKind(error, 'not-found')) throw error;
    throw fault(
      'not-found',
      `A debug shell takes its tools from the image ${TOOLS}, which is not here`,
      error,
    );
  }
}

function greeting(root: string): string {
  return [
    `cd ${root} || exit 1; export PWD`,
    "echo 'Tools: busybox. You see the processes and the network of the container.'",
    `echo 'Its files are here, in ${root}; / is the read-only root of the tools.'`,
    'exec /bin/sh',
  ].join('\n');
}

interface Shell {
  readonly id: string;
  readonly helper: string;
  readonly exec: string;
}

/** Removes the helper when the shell ends, when the container does, or when nobody opens the shell. */
function endWithShell(deps: Deps, execs: ExecStore, { id, helper, exec }: Shell): void {
  const end = () => {
    clearTimeout(timer);
    forget();
    void removeHelper(deps, helper);
  };
  const timer = setTimeout(() => {
    if (!execs.isOpened(exec)) end();
  }, UNOPENED_MS).unref();
  const forget = deps.store.onState((changed, _before, after) => {
    if ((changed === id || changed === helper) && (after === undefined || !isLive(after))) end();
  });
  execs.whenEnded(exec, end);
}
