import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { allEnded } from '../../base/all-ended.ts';
import { errnoOf, isKind } from '../../base/errors.ts';
import type { OutputChunk } from '../../base/stdio.ts';
import { bundleFiles, readExitCode, readProcessPid, readShimPid } from '../bundle.ts';
import { dialectOf } from '../driver/dialect.ts';
import type { DriverOptions } from '../driver/options.ts';
import { startFault } from '../driver/wording.ts';
import type { ExecProcess, ExecRequest } from '../runtime.ts';
import { specJson } from '../spec/spec-json.ts';
import { attachStdin } from './attach-stdin.ts';
import { endShim, firstReport, type Shim, startShim } from './conmon.ts';
import { resizeConsole } from './control.ts';
import { openOutputFifo } from './output.ts';
import type { SpareFifo } from './spare-fifo.ts';
import { stdinStream } from './stdin-stream.ts';

/** What `exited` says of a process whose shim was killed. */
const UNKNOWN_EXIT = 255;

/**
 * Runs one more process under a shim of its own (see `Runtime.exec`). Not by the runtime's foreground `exec`: that one holds
 * back the exit code for as long as any child of the process keeps its output open.
 */
export async function execUnderShim(
  options: DriverOptions,
  spare: SpareFifo,
  request: ExecRequest,
): Promise<ExecProcess> {
  const { id, folder, process: value } = request;
  const processFile = join(folder, 'process.json');
  const opening = request.detach ? Promise.resolve(undefined) : openOutputFifo(folder, spare);
  try {
    const [fifo] = await allEnded([opening, writeFile(processFile, specJson(value), { mode: 0o600 })]);
    const shim = await startShim(options, {
      id,
      label: id,
      folder,
      log: fifo === undefined ? 'none' : `k8s-file:${fifo.path}`,
      exitDir: folder,
      terminal: value.terminal,
      stdin: request.stdin,
      leaveStdinOpen: value.terminal,
      execProcess: processFile,
    });
    const first = await firstReport(shim, bundleFiles(folder).pid);
    if (typeof first !== 'number') {
      shim.reports.close();
      if (first.isUnreported) await endWhatBegan(folder);
      throw startFault(dialectOf(options.name), 'exec', first.message, value.args[0] ?? '');
    }
    const stdin = request.stdin ? await inputOf(folder) : null;
    const process = running(first, shim, request, stdin, fifo?.chunks() ?? nothing());
    void process.exited.then(() => spare.prepareLater());
    return process;
  } catch (error) {
    void opening.then(
      (fifo) => fifo?.close(),
      () => undefined,
    );
    throw error;
  }
}

/** A runtime that is killed in the middle leaves its shim waiting, and perhaps the process that it has made. */
async function endWhatBegan(folder: string): Promise<void> {
  const [shimPid, pid] = await Promise.all([readShimPid(folder), readProcessPid(folder)]);
  if (shimPid !== undefined) endShim(shimPid);
  if (pid !== undefined) send(pid, constants.signals.SIGKILL);
}

function running(
  pid: number,
  shim: Shim,
  request: ExecRequest,
  stdin: ExecProcess['stdin'],
  output: AsyncIterable<OutputChunk>,
): ExecProcess {
  let ended = false;
  const exited = exitOf(shim, request).then((code) => {
    ended = true;
    return code;
  });
  return {
    pid,
    output,
    stdin,
    exited,
    kill: (signal) => !ended && send(pid, signal),
    resize: async (size) => void (await resizeConsole(request.folder, size)),
  };
}

/** A process that ended before anybody could type has no use for input: what is written for it is thrown away. */
async function inputOf(folder: string): Promise<Writable> {
  try {
    return stdinStream(await attachStdin(folder));
  } catch (error) {
    if (!isKind(error, 'conflict')) throw error;
    return new Writable({ write: (_chunk, _encoding, done) => done() });
  }
}

/** The second report of an exec's shim is the exit code; the exit file says the same. */
async function exitOf(shim: Shim, request: ExecRequest): Promise<number> {
  const report = await shim.reports.next();
  shim.reports.close();
  if (report !== undefined && report.data >= 0) return report.data;
  return (await readExitCode(request.folder, request.id).catch(() => undefined)) ?? UNKNOWN_EXIT;
}

function send(pid: number, signal: number): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
}

async function* nothing(): AsyncGenerator<OutputChunk> {}
