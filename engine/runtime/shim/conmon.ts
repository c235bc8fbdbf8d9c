import { stat } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { readTextIfThere } from '../../disk/atomic-write.ts';
import { startReporter } from '../../process/reporters.ts';
import { bundleFiles } from '../bundle.ts';
import type { DriverOptions } from '../driver/options.ts';
import { moveToShims } from './move-to-shims.ts';
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

/** A started shim that will speak over `reports`. */
export interface Shim {
  readonly reports: SyncPipe;
  /** What conmon itself complained of before it went to the background. */
  complaint(): Promise<string>;
  /** Why the runtime refused, as it wrote into its own log; undefined when it did not. */
  refusal(): Promise<string | undefined>;
}

/** Milliseconds that a runtime may take; a healthy one needs well under a second. */
const PATIENCE_MS = 120_000;
/** Once it has made the container it ends at once, and the shim reports. */
const MADE_PATIENCE_MS = 10_000;
const LOOK_MS = 1000;

/**
 * Starts conmon (conmon(8)). It forks, leads a session of its own, and calls the runtime; the process that we started
 * ends at once, so the shim is no child of the engine and outlives it.
 */
export async function startShim(options: DriverOptions, request: ShimRequest): Promise<Shim> {
  const files = bundleFiles(request.folder);
  const conmon = {
    program: options.conmon,
    args: shimArguments(options, request),
    env: { _OCI_SYNCPIPE: '3' },
    log: files.shimLog,
    // An exec's shim tells its end, too.
    reports: request.execProcess === undefined ? 1 : 2,
  };
  const home = { name: options.shimCgroup, moveIn: (pid: number) => moveToShims(options, pid) };
  const pipe = await startReporter(conmon, home);
  return {
    reports: new SyncPipe(pipe),
    complaint: async () => ((await readTextIfThere(files.shimLog)) ?? '').trim(),
    refusal: async () => lastRefusal((await readTextIfThere(files.runtimeLog)) ?? ''),
  };
}

/**
 * The first report of a shim, with a limit on the wait: the pid. A shim whose runtime is killed after it has made the container
 * (the file `made` is there) waits for ever for the words of its end, since the container holds the pipe for them.
 */
export async function firstReport(
  shim: Shim,
  made?: string,
  madePatienceMs = MADE_PATIENCE_MS,
): Promise<number | ShimFailure> {
  const begun = Date.now();
  let [seen, late] = [0, ''];
  const look = async () => {
    if (made === undefined || !(await isThereSince(made, begun))) return;
    seen += LOOK_MS;
    if (seen <= madePatienceMs) return;
    late = 'the runtime ended after it had made the container, without a word. ';
    shim.reports.close();
  };
  const timer = setTimeout(() => shim.reports.close(), PATIENCE_MS);
  const looks = setInterval(() => void look(), LOOK_MS);
  const report = await shim.reports.next();
  clearTimeout(timer);
  clearInterval(looks);
  if (report === undefined) {
    // Of a runtime that says it on a terminal that nobody has yet (crun), conmon hears nothing.
    const [refusal, complaint] = [await shim.refusal(), await shim.complaint()];
    if (refusal !== undefined && late === '') return { message: refusal, isUnreported: true };
    const said = [complaint, refusal].filter(Boolean).join('; ');
    return { message: `${late}conmon ended without a report: ${said}`, isUnreported: true };
  }
  return report.data > 0 ? report.data : { message: report.message.trim(), isUnreported: false };
}

/** What the last error in a runtime's log says, which has one JSON object per line. */
function lastRefusal(log: string): string | undefined {
  for (const line of log.trim().split('\n').reverse()) {
    try {
      const { level, msg } = JSON.parse(line) as { readonly level?: unknown; readonly msg?: unknown };
      if (level === 'error' && typeof msg === 'string') return msg;
    } catch {
      // Half a line, of a runtime that was killed.
    }
  }
  return undefined;
}

/** One that an earlier run left does not count. */
async function isThereSince(file: string, since: number): Promise<boolean> {
  return await stat(file).then(
    ({ mtimeMs }) => mtimeMs >= since - LOOK_MS,
    () => false,
  );
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
  /** It was not conmon who said so: the shim may be there still, and what the runtime has made. */
  readonly isUnreported: boolean;
}

function shimArguments(runtime: Pick<DriverOptions, 'path' | 'root'>, request: ShimRequest): string[] {
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
