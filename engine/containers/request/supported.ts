import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

type Check = readonly [field: string, isSet: (host: HostConfig) => boolean, why: string];

const some = (list: { readonly length: number } | null | undefined): boolean => (list?.length ?? 0) > 0;
const keys = (map: object | null | undefined): boolean => Object.keys(map ?? {}).length > 0;

const WINDOWS = 'it exists on Windows only';

/** Options of HostConfig that mean something this engine does not do. Each is refused by name, none dropped. */
const REFUSED: readonly Check[] = [
  ['IpcMode', (host) => host.IpcMode === 'none', 'a container without shared memory is not there yet'],
  [
    'UsernsMode',
    (host) => some(host.UsernsMode) && host.UsernsMode !== 'host',
    'user namespaces are not there yet',
  ],
  [
    'DeviceRequests',
    (host) => some(host.DeviceRequests),
    'there is no device driver with these capabilities',
  ],
  ['StorageOpt', (host) => keys(host.StorageOpt), 'size limits need a file system with project quotas'],
  [
    'CpuRealtimePeriod',
    (host) => (host.CpuRealtimePeriod ?? 0) !== 0,
    'realtime scheduling is not there yet',
  ],
  [
    'CpuRealtimeRuntime',
    (host) => (host.CpuRealtimeRuntime ?? 0) !== 0,
    'realtime scheduling is not there yet',
  ],
  ['CgroupParent', (host) => some(host.CgroupParent), 'every cgroup of this engine lies in its own'],
  ['Isolation', (host) => some(host.Isolation) && host.Isolation !== 'default', WINDOWS],
  ['CpuCount', (host) => (host.CpuCount ?? 0) !== 0, WINDOWS],
  ['CpuPercent', (host) => (host.CpuPercent ?? 0) !== 0, WINDOWS],
  ['IOMaximumIOps', (host) => (host.IOMaximumIOps ?? 0) !== 0, WINDOWS],
  ['IOMaximumBandwidth', (host) => (host.IOMaximumBandwidth ?? 0) !== 0, WINDOWS],
];

/** Throws `not-implemented` naming the first option that this engine would have to ignore. */
export function refuseUnsupported(host: HostConfig): void {
  const refused = REFUSED.find(([, isSet]) => isSet(host));
  if (refused !== undefined)
    throw fault('not-implemented', `HostConfig.${refused[0]} is not supported: ${refused[2]}`);
}
