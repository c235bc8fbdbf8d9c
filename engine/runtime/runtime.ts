import type { Writable } from 'node:stream';
import type { OutputChunk } from '../base/stdio.ts';
import type { LinuxResources, OciProcess } from './spec/oci.ts';

/**
 * Vocabulary (see README.md): the *bundle* is a container's folder with `config.json`; the *shim* is conmon, the one
 * process per container that outlives the engine, holds the container's stdio and writes its log; the *exit file* is
 * what the shim leaves behind, named by the container's id, with the exit code; the *runtime* is runc or crun, which
 * makes the namespaces and is gone again after each call.
 *
 * This room is thin: it keeps no state of its own, decides nothing, and does not lock. Callers call one operation per
 * container at a time. What it says comes from the kernel, the runtime's root and the bundle, so it is right after an
 * engine crash too. Errors are translated here, once: `not-found` for a container the runtime does not know,
 * `conflict` for one in the wrong state, `StartFault` for what cannot be created; the runtime's own words are in
 * `cause`.
 *
 * Life: write the bundle (`writeBundle(bundle, buildSpec(…))`), `create`, join networks by the pid, `start`; the exit
 * file appears when the process ends (a failed `start` leaves a created container: `delete` it with force); `delete`
 * takes away cgroups and the runtime's record, never the bundle or the log.
 */
export interface Runtime {
  readonly name: RuntimeName;
  /** Absolute path of the program. */
  readonly path: string;
  /** As printed by `--version`: `1.1.5+ds1`. */
  readonly version: string;

  /** A `create` or `exec` will follow in a moment: what it would wait for in the kernel begins now. Returns at once. */
  getReady(): void;
  /**
   * Makes the container under a new shim and answers when its first process exists and waits to be started. On failure
   * nothing is left: no shim, no cgroup, no runtime record. Throws `StartFault` when the configuration or the command
   * is at fault, `conflict` when the id is taken.
   */
  create(request: CreateRequest): Promise<CreatedContainer>;
  /**
   * Lets the created process go: it executes the command, which `create` has looked up. A file that is no program after all
   * (`exec format error`) ends the container at once, with a line in its log. Throws `not-found` when there is no such
   * container, `conflict` when it was started already.
   */
  start(id: string): Promise<void>;
  /**
   * Sends a signal to the first process, or with `all` to every process of the container's cgroup. Throws `not-found`
   * when there is no such container, `conflict` when it does not run (any more).
   */
  kill(id: string, signal: number, options?: { readonly all?: boolean }): Promise<void>;
  /** Freezes every process. Throws `not-found`, `conflict` when not running. */
  pause(id: string): Promise<void>;
  /** Thaws every process. Throws `not-found`, `conflict` when not paused. */
  resume(id: string): Promise<void>;
  /** Changes limits of a created, running or paused container; absent fields stay. `invalid` when the kernel refuses. */
  update(id: string, resources: LinuxResources): Promise<void>;
  /**
   * Forgets a stopped container and removes its cgroups. Idempotent: fine when there is no such container. With `force` it is
   * first killed with all its processes; without, throws `conflict` when it still runs.
   */
  delete(id: string, options: { readonly force: boolean }): Promise<void>;
  /** True when this runtime has a record of it. */
  has(id: string): Promise<boolean>;
  /** What is true now, from the runtime's record and the kernel, without starting a program. Undefined: no such container. */
  state(id: string): Promise<RuntimeState | undefined>;
  /** The ids in this runtime's own root, in no order. */
  list(): Promise<readonly string[]>;
  /**
   * Runs one more process in a running container. Throws `StartFault` when the command cannot be executed, `not-found`,
   * `conflict` when the container does not run or is paused.
   */
  exec(request: ExecRequest): Promise<ExecProcess>;
  /** The pids (as the host sees them) of all processes in the container's cgroup and below; empty when it is gone. */
  processes(id: string): Promise<readonly number[]>;
}

/** The runtimes that Gantry drives. */
export type RuntimeName = 'crun' | 'runc';

/** Where a container is in its life (OCI runtime-spec, runtime.md#state, plus `paused`). */
export type RuntimeStatus = 'created' | 'running' | 'paused' | 'stopped';

/** A container as the runtime and the kernel see it now. */
export interface RuntimeState {
  readonly status: RuntimeStatus;
  /** Of the first process, as the host sees it; 0 when stopped. */
  readonly pid: number;
}

/** What `create` needs besides the bundle's own `config.json`. */
export interface CreateRequest {
  readonly id: string;
  /**
   * Absolute path of a folder that holds `config.json`. The shim adds its own files: `pidfile`, `attach`, `ctl`, `winsz`,
   * `oom`, `runtime.log`, `shim.log`. Path length is not limited.
   */
  readonly bundle: string;
  /** The k8s-file log, appended to; made when missing. Its folder must exist. */
  readonly logPath: string;
  /** Folder for the exit file, named by the id and holding the decimal exit code (128 + n for a signal n). Must exist. */
  readonly exitDir: string;
  /** The same as `process.terminal` in `config.json`. */
  readonly terminal: boolean;
  /** Keep a pipe for the container's standard input (`OpenStdin`); without it, it reads /dev/null. */
  readonly stdin: boolean;
  /** The input stays open when a client's input ends (not `StdinOnce`); with a terminal it always does. */
  readonly leaveStdinOpen: boolean;
  /** The container's name, for the shim's command line only. */
  readonly name?: string;
}

/** The pids of a new container, as the host sees them. */
export interface CreatedContainer {
  /** The container's first process. */
  readonly pid: number;
  /** Its shim. */
  readonly conmonPid: number;
}

/** A size of a terminal in characters. */
export interface ConsoleSize {
  readonly rows: number;
  readonly columns: number;
}

/** One more process for a running container. */
export interface ExecRequest {
  /** The container. */
  readonly id: string;
  /** From `buildProcess`; `process.terminal` decides between pipes and a pseudo-terminal. */
  readonly process: OciProcess;
  /** An existing, empty folder for the shim's files; the exit file among them has the container's id for its name. */
  readonly folder: string;
  /** Open standard input; otherwise it reads /dev/null. */
  readonly stdin: boolean;
  /** Nobody listens: output goes nowhere. */
  readonly detach: boolean;
}

/**
 * A started exec. It has a shim of its own: when the engine goes, the process stays, and its exit code is to be found with
 * `readExitCode(folder, id)`; only its output is lost.
 */
export interface ExecProcess {
  /** As the host sees it. */
  readonly pid: number;
  /**
   * What it prints, pulled: a slow reader slows the process, never the engine's memory. Ends when the process's streams
   * are closed. May be iterated once. Breaking off lets the process run on with its output thrown away. Empty for a detached one.
   */
  readonly output: AsyncIterable<OutputChunk>;
  /** Null when input was not asked for. Ending it closes the process's input; a terminal stays open. See `attachStdin`. */
  readonly stdin: Writable | null;
  /** The exit code, 128 + n for a signal n, 255 when nobody knows (its shim was killed). Rejects never. */
  readonly exited: Promise<number>;
  /** Signals the process itself; false when it has ended. */
  kill(signal: number): boolean;
  /** Changes the terminal's size; does nothing without one. */
  resize(size: ConsoleSize): Promise<void>;
}
