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
