import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { ProgramError, run } from '../../process/run.ts';
import { MoveHastener } from '../cgroup/hasten-moves.ts';
import { killAll, signalAll } from '../cgroup/kill-all.ts';
import { cgroupProcesses } from '../cgroup/processes.ts';
import { isAlive } from '../process-stat.ts';
import type {
  CreatedContainer,
  CreateRequest,
  ExecProcess,
  ExecRequest,
  Runtime,
  RuntimeName,
  RuntimeState,
  RuntimeStatus,
} from '../runtime.ts';
import { createUnderShim } from '../shim/create.ts';
import { execUnderShim } from '../shim/exec.ts';
import { SpareFifo } from '../shim/spare-fifo.ts';
import type { LinuxResources } from '../spec/oci.ts';
import { type Dialect, dialectOf, type RuntimeRecord, START_FIFO } from './dialect.ts';
import { forgetStopped } from './forget.ts';
import type { DriverOptions } from './options.ts';
import { listRecords, observe, readRecord } from './record.ts';
import { releaseFifo } from './release-fifo.ts';

/** Milliseconds for killed processes to go, and between two looks. */
const DEATH_MS = 10_000;
const LOOK_MS = 3;

/** Drives the program crun or runc (runtime-spec, runtime.md#operations), by way of conmon where a process outlives the call. */
export class OciRuntime implements Runtime {
  readonly name: RuntimeName;
  readonly path: string;
  readonly version: string;
  readonly #options: DriverOptions;
  readonly #dialect: Dialect;
  readonly #moves: MoveHastener;
  readonly #spare: SpareFifo;

  constructor(options: DriverOptions) {
    this.name = options.name;
    this.path = options.path;
    this.version = options.version;
    this.#options = options;
    this.#dialect = dialectOf(options.name);
    this.#moves = new MoveHastener(options.layout);
    this.#spare = new SpareFifo(`${options.root}.spare`);
  }

  getReady(): void {
    this.#moves.hasten();
  }

  async create(request: CreateRequest): Promise<CreatedContainer> {
    this.getReady();
    if ((await this.#record(request.id)) !== undefined) {
      throw fault('conflict', `the runtime has a container ${request.id} already`);
    }
    return createUnderShim(this.#options, request, () => this.delete(request.id, { force: true }));
  }

  async start(id: string): Promise<void> {
    const record = await this.#record(id);
    const fifo = join(this.#options.root, id, START_FIFO);
    if (record !== undefined && (await releaseFifo(fifo, record, this.#dialect.waits))) return;
    await this.#require(id, ['created']);
    throw fault('system', `container ${id} cannot be started: nothing waits for it`);
  }

  async kill(id: string, signal: number, options: { readonly all?: boolean } = {}): Promise<void> {
    const { record, state } = await this.#require(id, ['created', 'running', 'paused']);
    if (options.all === true) return signalAll(this.#options.layout, record.cgroupsPath, signal);
    try {
      process.kill(state.pid, signal);
    } catch (cause) {
      if (errnoOf(cause) === 'ESRCH') throw wrongState(id, 'stopped', cause);
      throw fault('system', `cannot send signal ${signal} to container ${id}`, cause);
    }
  }

  async pause(id: string): Promise<void> {
    await this.#require(id, ['running']);
    await this.#call(['pause', id], ['running'], id);
  }

  async resume(id: string): Promise<void> {
    await this.#require(id, ['paused']); // crun resumes what is not paused
    await this.#call(['resume', id], ['paused'], id);
  }

  async update(id: string, resources: LinuxResources): Promise<void> {
    const wanted: readonly RuntimeStatus[] = ['created', 'running', 'paused'];
    await this.#require(id, wanted);
    // Not by way of standard input: crun opens /dev/stdin, and Node's pipes are sockets, which cannot be opened.
    const file = join(this.#options.root, id, 'gantry-update.json');
    await writeFile(file, JSON.stringify(resources));
    try {
      await this.#call(['update', '--resources', file, id], wanted, id, (said, cause) =>
        fault('invalid', `cannot update the limits of container ${id}: ${said}`, cause),
      );
    } finally {
      await rm(file, { force: true });
    }
  }

  async delete(id: string, options: { readonly force: boolean }): Promise<void> {
    const record = await this.#record(id);
    if (record === undefined) return;
    const { status } = await observe(record, this.#options.root, id, this.#options.layout);
    if (status !== 'stopped') {
      if (!options.force) throw wrongState(id, status);
      await this.#destroy(id, record);
    }
    await forgetStopped(this.#options.layout, this.#options.root, id, record, this.#dialect);
  }

  async has(id: string): Promise<boolean> {
    return await access(join(this.#options.root, id, this.#dialect.recordFile)).then(
      () => true,
      () => false,
    );
  }

  async state(id: string): Promise<RuntimeState | undefined> {
    const record = await this.#record(id);
    return record === undefined ? undefined : observe(record, this.#options.root, id, this.#options.layout);
  }

  list(): Promise<readonly string[]> {
    return listRecords(this.#options.root);
  }

  async exec(request: ExecRequest): Promise<ExecProcess> {
    this.getReady();
    await this.#require(request.id, ['running']);
    return execUnderShim(this.#options, this.#spare, request);
  }

  async processes(id: string): Promise<readonly number[]> {
    const record = await this.#record(id);
    return record === undefined ? [] : cgroupProcesses(this.#options.layout, record.cgroupsPath);
  }

  #record(id: string): Promise<RuntimeRecord | undefined> {
    return readRecord(this.#dialect, this.#options.root, id);
  }

  /** The container's record and state; throws `not-found`, or `conflict` when the state is not one of `wanted`. */
  async #require(id: string, wanted: readonly RuntimeStatus[]) {
    const record = await this.#record(id);
    if (record === undefined) throw fault('not-found', `the runtime has no container ${id}`);
    const state = await observe(record, this.#options.root, id, this.#options.layout);
    if (!wanted.includes(state.status)) throw wrongState(id, state.status);
    return { record, state };
  }

  /** Runs a command; when it fails, first asks whether the container is there and in a fitting state at all. */
  async #call(
    args: readonly string[],
    wanted: readonly RuntimeStatus[],
    id: string,
    failure: (said: string, cause: unknown) => Error = (said, cause) =>
      fault('system', `${this.name} ${args[0]} ${id} failed: ${said}`, cause),
  ): Promise<void> {
    try {
      await this.#run(args);
    } catch (cause) {
      if (!(cause instanceof ProgramError)) throw cause;
      await this.#require(id, wanted);
      throw failure(saidIn(cause), cause);
    }
  }

  async #run(args: readonly string[]): Promise<void> {
    const quiet = ['--root', this.#options.root, '--log', '/dev/null', '--log-format', 'json'];
    await run(this.path, [...quiet, ...args]);
  }

  /** Kills everything in the container and waits until its first process is gone. */
  async #destroy(id: string, record: RuntimeRecord): Promise<void> {
    await killAll(this.#options.layout, record.cgroupsPath);
    for (let waited = 0; waited < DEATH_MS; waited += LOOK_MS) {
      if (!(await isAlive(record.pid, record.startTime))) return;
      await sleep(LOOK_MS);
    }
    throw fault('system', `container ${id} does not die: process ${record.pid} ignores SIGKILL`);
  }
}

function wrongState(id: string, status: RuntimeStatus, cause?: unknown) {
  return fault('conflict', `container ${id} is ${status}`, cause);
}

/** The runtime's own words in a failed call. */
function saidIn(error: unknown): string {
  return error instanceof ProgramError ? error.stderr.trim() : String(error);
}
