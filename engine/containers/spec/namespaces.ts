import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import type { NamespaceChoice, NamespaceInput } from '../../runtime/spec/spec-input.ts';
import { parseNetworkMode } from '../network-mode.ts';
import { liveProcess } from '../state.ts';
import type { ContainerStore } from '../store.ts';
import { type LentNamespace, notLent } from './lenders.ts';

/** Which namespaces a container gets of its own, shares with the host, or with another container that runs. `networkPath` is its own
 * network, made already. */
export function namespacesOf(
  store: ContainerStore,
  host: HostConfig,
  networkPath: string | undefined,
): NamespaceInput {
  const network = parseNetworkMode(host.NetworkMode);
  return {
    pid: shared(store, 'pid', host.PidMode),
    ipc: shared(store, 'ipc', host.IpcMode),
    uts: host.UTSMode === 'host' ? 'host' : 'private',
    network:
      network.kind === 'host'
        ? 'host'
        : network.kind === 'container'
          ? { path: namespacePath(store, 'net', network.ref) }
          : networkPath === undefined
            ? 'private'
            : { path: networkPath, isOwn: true },
    cgroup: host.CgroupnsMode === 'host' ? 'host' : 'private',
  };
}

function shared(store: ContainerStore, kind: 'pid' | 'ipc', mode: string | undefined): NamespaceChoice {
  switch (mode) {
    case undefined:
    case '':
    case 'private':
    case 'shareable':
    case 'none':
      return 'private';
    case 'host':
      return 'host';
    default:
      if (!mode.startsWith('container:'))
        throw fault('invalid', `invalid ${kind.toUpperCase()} mode: ${mode}`);
      return { path: namespacePath(store, kind, mode.slice('container:'.length)) };
  }
}

function namespacePath(store: ContainerStore, kind: LentNamespace, ref: string): string {
  const { record, stored } = store.find(ref);
  const live = liveProcess(stored.state);
  if (live === undefined) {
    throw notLent(kind, record.name);
  }
  return `/proc/${live.pid}/ns/${kind}`;
}
