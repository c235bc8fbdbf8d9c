import { fault } from '../base/errors.ts';
import type { Runtimes } from '../runtime/probe/probe-runtimes.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** The runtime that `HostConfig.Runtime` names. Throws `invalid` for one that this machine does not have. */
export function chooseRuntime(runtimes: Runtimes, name: string | undefined): Runtime {
  const wanted = name === 'io.containerd.runc.v2' ? 'runc' : name;
  if (wanted === undefined || wanted === '') return runtimes.standard;
  for (const [known, runtime] of runtimes.byName) {
    if (known === wanted) return runtime;
  }
  const known = [...runtimes.byName.keys()].join(', ');
  throw fault('invalid', `unknown or invalid runtime name: ${wanted} (this machine has ${known})`);
}

/**
 * The runtime that made a container's present run. Of one that names none this need not be today's standard: that changes when a
 * program is installed, or the machine arranges its control groups otherwise. Without a run it is the one that would make it.
 * Throws as `chooseRuntime`.
 */
export async function runtimeOf(runtimes: Runtimes, id: string, name: string | undefined): Promise<Runtime> {
  const chosen = chooseRuntime(runtimes, name);
  if ((name ?? '') !== '' || runtimes.byName.size === 1 || (await chosen.has(id))) return chosen;
  for (const other of runtimes.byName.values()) {
    if (other !== chosen && (await other.has(id))) return other;
  }
  return chosen;
}
