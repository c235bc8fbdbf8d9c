import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalSize } from '../../api/backends/containers.ts';
import type { ExecCreateRequest, ExecInspect } from '../../api/types/container.ts';
import { OVER, unlessAborted } from '../../base/abort.ts';
import { allEnded } from '../../base/all-ended.ts';
import { fault } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Attachment, OutputChunk } from '../../base/stdio.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { ExecProcess } from '../../runtime/runtime.ts';
import { StartFault } from '../../runtime/start-fault.ts';
import { chooseRuntime, runtimeOf } from '../choose-runtime.ts';
import { bundleOf, type Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { notRunning } from '../lifecycle/stop.ts';
import { execProcessOf } from '../spec/exec-process-of.ts';
import type { ContainerState } from '../state.ts';
import type { Exec, ExecStore } from './exec-store.ts';

/** An exec's folder stays so long after its end. */
const FOLDER_MS = 50;

/** Notes what a client wants run. Throws `conflict` when the container does not run, `invalid` without a command. */
export function createExec(
  deps: Deps,
  execs: ExecStore,
  containerId: string,
  request: ExecCreateRequest,
): Exec {
  const { record, stored } = deps.store.get(containerId);
  requireRunning(record.id, stored.state);
  if ((request.Cmd ?? []).length === 0) throw fault('invalid', 'No exec command specified');
  chooseRuntime(deps.runtimes, record.hostConfig.Runtime).getReady();
  const exec: Exec = { id: newId(), containerId, request, state: { status: 'created' } };
  execs.add(exec);
  tell(deps, record, `exec_create: ${(request.Cmd ?? []).join(' ')}`, { execID: exec.id });
  return exec;
}

/** Starts it with the client attached: ends with the process. Throws `StartFault` when the command cannot be run. */
export async function startExec(
  deps: Deps,
  execs: ExecStore,
  id: string,
  options: { readonly consoleSize?: TerminalSize },
  signal: AbortSignal,
): Promise<Attachment> {
  const exec = execs.get(id);
  const process = await begin(deps, execs, exec, false, options.consoleSize);
  const detached = new AbortController();
  const stop = AbortSignal.any([signal, detached.signal]);
  return {
    tty: exec.request.Tty === true,
    output: wanted(process, exec.request, stop),
    stdin: process.stdin,
    detach: () => detached.abort(OVER),
  };
}

/** Starts it with nobody attached. */
export async function startExecDetached(deps: Deps, execs: ExecStore, id: string): Promise<void> {
  await begin(deps, execs, execs.get(id), true, undefined);
}

/** Starts it for the engine itself, which reads the output and kills it when it takes too long. */
export function runExec(deps: Deps, execs: ExecStore, exec: Exec): Promise<ExecProcess> {
  return begin(deps, execs, exec, false, undefined);
}

/** Changes the size of its terminal. Throws `conflict` when it does not run. */
export async function resizeExec(execs: ExecStore, id: string, size: TerminalSize): Promise<void> {
  const exec = execs.get(id);
  if (exec.state.status !== 'running') throw fault('conflict', `Exec ${id} is not running`);
  await exec.state.process.resize({ rows: size.rows, columns: size.columns });
}

/** What it is and how it is doing. */
export function inspectExec(execs: ExecStore, id: string): ExecInspect {
  const { request, state, containerId } = execs.get(id);
  const [entrypoint = '', ...rest] = request.Cmd ?? [];
  return {
    ID: id,
    Running: state.status === 'running',
    ExitCode: state.status === 'ended' ? state.exitCode : null,
    ProcessConfig: {
      tty: request.Tty === true,
      entrypoint,
      arguments: rest,
      privileged: request.Privileged === true,
      ...(request.User ? { user: request.User } : {}),
    },
    OpenStdin: request.AttachStdin === true,
    OpenStderr: request.AttachStderr === true,
    OpenStdout: request.AttachStdout === true,
    CanRemove: state.status === 'ended',
    ContainerID: containerId,
    DetachKeys: request.DetachKeys ?? '',
    Pid: state.status === 'running' ? state.process.pid : state.status === 'ended' ? state.pid : 0,
  };
}

async function begin(
  deps: Deps,
  execs: ExecStore,
  exec: Exec,
  detach: boolean,
  size: TerminalSize | undefined,
): Promise<ExecProcess> {
  if (exec.state.status !== 'created')
    throw fault('conflict', `Error: Exec command ${exec.id} has already run`);
  const { record, stored } = deps.store.get(exec.containerId);
  requireRunning(record.id, stored.state);
  const folder = join(bundleOf(deps, record.id), 'execs', exec.id);
  execs.setState(exec.id, { status: 'starting' });
  try {
    const [runtime, value] = await allEnded([
      runtimeOf(deps.runtimes, record.id, record.hostConfig.Runtime),
      execProcessOf(deps, record, exec.request, size),
      makeFolder(folder, 0o700),
    ]);
    const process = await runtime.exec({
      id: record.id,
      process: value,
      folder,
      stdin: !detach && exec.request.AttachStdin === true,
      detach,
    });
    execs.setState(exec.id, { status: 'running', process });
    tell(deps, record, `exec_start: ${(exec.request.Cmd ?? []).join(' ')}`, { execID: exec.id });
    void process.exited.then(async (exitCode) => {
      execs.setState(exec.id, { status: 'ended', exitCode, pid: process.pid });
      tell(deps, record, 'exec_die', { execID: exec.id, exitCode: String(exitCode) });
      await sleep(FOLDER_MS); // whoever waits for the end hears of it first
      await rm(folder, { recursive: true, force: true });
    });
    return process;
  } catch (error) {
    execs.setState(exec.id, {
      status: 'ended',
      exitCode: error instanceof StartFault ? error.exitCode : 126,
      pid: 0,
    });
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * The output that was asked for, until the process ends. A client that goes away lets the process run on, with what it
 * prints thrown away, as in Docker.
 */
async function* wanted(
  process: ExecProcess,
  request: ExecCreateRequest,
  signal: AbortSignal,
): AsyncGenerator<OutputChunk> {
  const chunks = process.output[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(chunks.next(), signal);
      if (next === undefined) return;
      // The exit code must be there when the client, at the end of its stream, asks for it.
      if (next.done === true) {
        await unlessAborted(process.exited, signal);
        return;
      }
      const { stream } = next.value;
      if (
        request.Tty === true ||
        (stream === 'stdout' ? request.AttachStdout : request.AttachStderr) === true
      ) {
        yield next.value;
      }
    }
  } finally {
    void chunks.return?.();
  }
}

function requireRunning(id: string, state: ContainerState): void {
  switch (state.status) {
    case 'running':
      return;
    case 'paused':
      throw fault('conflict', `container ${id} is paused, unpause the container before exec`);
    case 'restarting':
      throw fault('conflict', `Container ${id} is restarting, wait until the container is running`);
    case 'created':
    case 'exited':
    case 'removing':
      throw notRunning(id);
  }
}
