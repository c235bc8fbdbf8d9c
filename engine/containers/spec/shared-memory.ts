import { join } from 'node:path';
import { fault } from '../../base/errors.ts';
import type { Mount } from '../../base/mount.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import { bundleOf, type Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { liveProcess } from '../state.ts';
import { notLent } from './lenders.ts';

const DEFAULT_BYTES = 64 * 1024 * 1024;

/** Where the shared memory of a container that lends it is mounted on the host. */
export function sharedMemoryFolder(deps: Pick<Deps, 'execRoot'>, id: string): string {
  return join(bundleOf(deps, id), 'shm');
}

/**
 * The shared memory that a container with `--ipc shareable` lends to others: a mount of the host's, since one inside its own
 * mount namespace cannot be passed on. Undefined for every other container.
 */
export function lentSharedMemory(deps: Deps, record: ContainerRecord): Mount | undefined {
  if (record.hostConfig.IpcMode !== 'shareable') return undefined;
  const size = record.hostConfig.ShmSize || DEFAULT_BYTES;
  return {
    type: 'tmpfs',
    source: 'shm',
    target: sharedMemoryFolder(deps, record.id),
    options: ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${size}`],
  };
}

/** The /dev/shm of a container that lends or borrows it. Throws `conflict` in Docker's words for a lender that does not. */
export function sharedMemoryMounts(deps: Deps, record: ContainerRecord): OciMount[] {
  const mode = record.hostConfig.IpcMode ?? '';
  if (mode === 'shareable') return [bind(sharedMemoryFolder(deps, record.id))];
  if (!mode.startsWith('container:')) return [];
  const { record: lender, stored } = deps.store.find(mode.slice('container:'.length));
  if (liveProcess(stored.state) === undefined) {
    throw notLent('ipc', lender.name);
  }
  if (lender.hostConfig.IpcMode !== 'shareable') {
    throw fault(
      'conflict',
      `non-shareable IPC (hint: use IpcMode:shareable for the donor container): ${lender.name}`,
    );
  }
  return [bind(sharedMemoryFolder(deps, lender.id))];
}

function bind(source: string): OciMount {
  return {
    destination: '/dev/shm',
    type: 'bind',
    source,
    options: ['rbind', 'rprivate', 'nosuid', 'noexec', 'nodev'],
  };
}
