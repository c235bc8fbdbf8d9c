import { readlink } from 'node:fs/promises';
import type { HostConfig } from '../../api/types/container.ts';
import { fault, type GantryError } from '../../base/errors.ts';
import { isAlive } from '../../runtime/process-stat.ts';
import { type LiveProcess, liveProcess } from '../state.ts';
import type { ContainerStore } from '../store.ts';

/** A namespace that one container lends to others, as the kernel calls it. */
export type LentNamespace = 'pid' | 'ipc' | 'net';

const MODES = [
  ['pid', 'PidMode'],
  ['ipc', 'IpcMode'],
  ['net', 'NetworkMode'],
] as const;

/** Says, in Docker's words, that the container with this name cannot lend a namespace, since it does not run. */
export function notLent(namespace: LentNamespace, name: string, cause?: unknown): GantryError {
  return fault('conflict', `cannot join ${namespace} namespace of a non running container: ${name}`, cause);
}

/**
 * Starts a container beside those whose namespaces it joins. When that fails and one of them has ended meanwhile, this is told,
 * as `conflict`, with the failure as its cause: whatever the runtime says of a namespace that goes away is no answer.
 */
export async function besideLenders<T>(
  store: Pick<ContainerStore, 'peek'>,
  host: HostConfig,
  start: () => Promise<T>,
): Promise<T> {
  const lenders = lendersOf(store, host);
  try {
    return await start();
  } catch (error) {
    for (const { namespace, name, process } of lenders) {
      if (!(await lends(process))) throw notLent(namespace, name, error);
    }
    throw error;
  }
}

interface Lender {
  readonly namespace: LentNamespace;
  readonly name: string;
  readonly process: LiveProcess;
}

/** Those that run. A record names others by their ids. */
function lendersOf(store: Pick<ContainerStore, 'peek'>, host: HostConfig): readonly Lender[] {
  return MODES.flatMap(([namespace, mode]) => {
    const entry = store.peek(/^container:(.+)$/.exec(host[mode] ?? '')?.[1] ?? '');
    if (entry === undefined) return [];
    const process = liveProcess(entry.stored.state);
    return process === undefined ? [] : [{ namespace, name: entry.record.name, process }];
  });
}

/** False as soon as the process has begun to end: it lets go of its namespaces before it is seen as dead. */
async function lends({ pid, startTime }: LiveProcess): Promise<boolean> {
  const holds = await readlink(`/proc/${pid}/ns/ipc`).then(
    () => true,
    () => false,
  );
  return holds && (await isAlive(pid, startTime));
}
