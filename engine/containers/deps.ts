import { join, posix } from 'node:path';
import type { HostConfig } from '../api/types/container.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { EventBus } from '../events/bus.ts';
import type { ImageSource } from '../images/image.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { Networks } from '../networks/networks.ts';
import type { Runtimes } from '../runtime/probe/probe-runtimes.ts';
import type { HostFacts } from '../runtime/spec/spec-input.ts';
import type { Volumes } from '../volumes/volumes.ts';
import type { RemovedLogs } from './removed-logs/removed-logs.ts';
import type { ContainerStore } from './store.ts';

/** What every file of this room works with. */
export interface Deps {
  readonly store: ContainerStore;
  /** Where logs go when their containers are removed. */
  readonly removedLogs: Pick<RemovedLogs, 'keep'>;
  readonly layers: LayerStore;
  readonly images: ImageSource;
  readonly volumes: Volumes;
  readonly networks: Networks;
  readonly runtimes: Runtimes;
  readonly host: HostFacts;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Folder for what does not outlive the machine's uptime: bundles, exit files. */
  readonly execRoot: string;
  /** Eight hex digits; names everything in the kernel that is ours. */
  readonly instance: string;
}

/** A container's bundle: config.json, the shim's sockets, and the mounted root. */
export function bundleOf(deps: Pick<Deps, 'execRoot'>, id: string): string {
  return join(deps.execRoot, 'containers', id);
}

/** Where a container's root file system is mounted while it runs. */
export function rootfsOf(deps: Deps, id: string): string {
  return join(bundleOf(deps, id), 'rootfs');
}

/** Where shims leave exit files, named by container id. */
export function exitFolder(deps: Deps): string {
  return join(deps.execRoot, 'exits');
}

/** A container's cgroup, below each hierarchy's mount: in the instance's own, or in the parent that was asked for. */
export function cgroupOf(
  deps: Pick<Deps, 'instance'>,
  { id, hostConfig }: { readonly id: string; readonly hostConfig: Pick<HostConfig, 'CgroupParent'> },
): string {
  const parent = posix.resolve('/', hostConfig.CgroupParent || `gantry-${deps.instance}`);
  return posix.join(parent, id);
}
