import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { parseNetworkMode } from '../network-mode.ts';

/** What belongs to an ipc namespace (ipc_namespaces(7)). */
const IPC = new Set(
  ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map(
    (name) => `kernel.${name}`,
  ),
);

/**
 * A kernel parameter may only be set in a namespace of the container's own: elsewhere it would change the machine. Throws
 * `invalid` in the words of the runtimes.
 */
export function checkSysctls(host: HostConfig): void {
  for (const name of Object.keys(host.Sysctls ?? {}).map((each) => each.replaceAll('/', '.'))) {
    const refusal = whyNot(name, host);
    if (refusal !== undefined) throw fault('invalid', `sysctl "${name}" ${refusal}`);
  }
}

function whyNot(name: string, host: HostConfig): string | undefined {
  if (name.startsWith('net.')) {
    const shares = parseNetworkMode(host.NetworkMode).kind === 'host';
    return shares ? 'not allowed in host network namespace' : undefined;
  }
  if (IPC.has(name) || name.startsWith('fs.mqueue.')) {
    return host.IpcMode === 'host' ? 'is not allowed in the hosts ipc namespace' : undefined;
  }
  if (name === 'kernel.hostname') return 'is not allowed as it conflicts with the OCI "hostname" field';
  if (name === 'kernel.domainname' && host.UTSMode !== 'host') return undefined;
  return 'is not in a separate kernel namespace';
}
