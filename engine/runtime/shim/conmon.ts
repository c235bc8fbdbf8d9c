import { open, readFile } from 'node:fs/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { programEnv, start } from '../../process/run.ts';
import { bundleFiles } from '../bundle.ts';
import { SyncPipe } from './sync-pipe.ts';

/** What a shim watches: a container's first process, or one exec. */
export interface ShimRequest {
  /** The container; the exit file has this name. */
  readonly id: string;
  /** For `ps`: the container's name, or the exec's id. */
  readonly label: string;
  /** Folder for the shim's files; for a container the bundle. */
  readonly folder: string;
  /** conmon's `--log-path`, such as `k8s-file:/path` or `none`. */
  readonly log: string;
  readonly exitDir: string;
  readonly terminal: boolean;
  readonly stdin: boolean;
  readonly leaveStdinOpen: boolean;
  /** Path of the process value when this is an exec. */
  readonly execProcess?: string;
}

/** The runtime that a shim calls. */
export interface ShimRuntime {
  readonly path: string;
  /** Its `--root`. */
  readonly root: string;
}

/** A started shim that will speak over `reports`. */
export interface Shim {
  readonly reports: SyncPipe;
  /** What conmon itself complained of before it went to the background. */
  complaint(): Promise<string>;
}

/** Milliseconds that a runtime may take; a healthy one needs well under a second. */
const PATIENCE_MS = 120_000;

/**
 * Starts conmon (conmon(8)). It forks, leads a session of its own, and calls the runtime; the process that we started
 * ends at once, so the shim is no child of the engine and outlives it. Throws `unavailable` when it is not installed.
 */
export async function startShim(conmon: string, runtime: ShimRuntime, request: ShimRequest): Promise<Shim> {
  const files = bundleFiles(request.folder);
  const log = await open(files.shimLog, 'a', 0o600);
  try {
    const running = await start(conmon, shimArguments(runtime, request), {
      cwd: '/',
      env: programEnv({ _OCI_SYNCPIPE: '3' }),
      stdio: ['ignore', log.fd, log.fd],
      extraFds: ['pipe'],
      detached: true,
    });
    const pipe = running.extra[0];
    if (pipe == null) throw fault('system', 'conmon was started without its sync pipe');
    return {
      reports: new SyncPipe(pipe),
      complaint: async () => (await readFile(files.shimLog, 'utf8')).trim(),
    };
  } finally {
    await log.close();
  }
}

/** The first report of a shim, with a limit on the wait: the pid. */
export async function firstReport(shim: Shim): Promise<number | ShimFailure> {
  const timer = setTimeout(() => shim.reports.close(), PATIENCE_MS);
  const report = await shim.reports.next();
  clearTimeout(timer);
  if (report === undefined) return { message: `conmon ended without a report: ${await shim.complaint()}` };
  return report.data > 0 ? report.data : { message: report.message.trim() };
}

/** Ends a shim whose container was not created, with the runtime that it may still be waiting for. */
export function endShim(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL'); // it leads a process group
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/** Why there is no process: the runtime's words, or conmon's own. */
export interface ShimFailure {
  readonly message: string;
}

function shimArguments(runtime: ShimRuntime, request: ShimRequest): string[] {
  const files = bundleFiles(request.folder);
  return [
    ['--api-version', '1', '--full-attach', '--no-sync-log', '--log-level', 'warn'],
    ['--cid', request.id, '--cuuid', request.id, '--name', request.label],
    ['--bundle', request.folder, '--persist-dir', request.folder],
    ['--container-pidfile', files.pid, '--conmon-pidfile', files.shimPid],
    ['--exit-dir', request.exitDir, '--log-path', request.log],
    request.terminal ? ['--terminal'] : [],
    request.stdin ? ['--stdin'] : [],
    request.leaveStdinOpen ? ['--leave-stdin-open'] : [],
    request.execProcess === undefined ? [] : ['--exec', '--exec-process-spec', request.execProcess],
    ['--runtime', runtime.path, '--runtime-arg', `--root=${runtime.root}`],
    ['--runtime-arg', `--log=${files.runtimeLog}`, '--runtime-arg', '--log-format=json'],
  ].flat();
}
