import type { ExecCreateRequest } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import type { ExecProcess } from '../../runtime/runtime.ts';

/** A process that a client wants run, runs, or ran in a container. Execs do not outlive the engine's memory. */
export interface Exec {
  readonly id: string;
  readonly containerId: string;
  readonly request: ExecCreateRequest;
  readonly state: ExecState;
}

export type ExecState =
  | { readonly status: 'created' }
  | { readonly status: 'starting' }
  | { readonly status: 'running'; readonly process: ExecProcess }
  | { readonly status: 'ended'; readonly exitCode: number; readonly pid: number };

/** How long an ended exec can still be asked for its exit code. */
const KEEP_MS = 5 * 60_000;

/** The execs of all containers. */
export class ExecStore {
  readonly #execs = new Map<string, Exec>();
  readonly #ends = new Map<string, () => void>();

  add(exec: Exec): void {
    this.#execs.set(exec.id, exec);
  }

  /** Throws `not-found` in Docker's words. */
  get(id: string): Exec {
    const exec = this.#execs.get(id);
    if (exec === undefined) throw fault('not-found', `No such exec instance: ${id}`);
    return exec;
  }

  setState(id: string, state: ExecState): void {
    const exec = this.#execs.get(id);
    if (exec === undefined) return;
    this.#execs.set(id, { ...exec, state });
    if (state.status !== 'ended') return;
    setTimeout(() => this.#execs.delete(id), KEEP_MS).unref();
    const told = this.#ends.get(id);
    this.#ends.delete(id);
    told?.();
  }

  /** Calls once when it has ended; never when it is forgotten before it began. */
  whenEnded(id: string, tell: () => void): void {
    this.#ends.set(id, tell);
  }

  /** Whether somebody began to start it. */
  isOpened(id: string): boolean {
    const status = this.#execs.get(id)?.state.status;
    return status !== undefined && status !== 'created';
  }

  /** Ids of a container's execs that have not ended, as `inspect` lists them. */
  openIn(containerId: string): string[] {
    return [...this.#execs.values()]
      .filter((exec) => exec.containerId === containerId && exec.state.status !== 'ended')
      .map((exec) => exec.id);
  }

  /** Forgets the execs of a container that is gone, and those that never started of one that has ended. */
  forget(containerId: string): void {
    for (const exec of this.#execs.values()) {
      if (exec.containerId === containerId && exec.state.status === 'created') {
        this.#execs.delete(exec.id);
        this.#ends.delete(exec.id);
      }
    }
  }
}
