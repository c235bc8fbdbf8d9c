import type { HostConfig, MountRequest } from '../../../engine/api/types/container.ts';
import type { EndpointSettings } from '../../../engine/api/types/network.ts';
import { bytesText } from './byte-size.ts';

/** An option of `docker run` and its value; true for one without a value. */
export type CommandOption = readonly [option: string, value: string | true];

const LISTS = [
  ['Dns', '--dns'],
  ['DnsOptions', '--dns-option'],
  ['DnsSearch', '--dns-search'],
  ['ExtraHosts', '--add-host'],
  ['Links', '--link'],
  ['VolumesFrom', '--volumes-from'],
  ['GroupAdd', '--group-add'],
  ['CapAdd', '--cap-add'],
  ['CapDrop', '--cap-drop'],
  ['SecurityOpt', '--security-opt'],
  ['DeviceCgroupRules', '--device-cgroup-rule'],
] as const;

const MAPS = [
  ['Sysctls', '--sysctl'],
  ['Annotations', '--annotation'],
  ['StorageOpt', '--storage-opt'],
] as const;

const TEXTS = [
  ['VolumeDriver', '--volume-driver'],
  ['IpcMode', '--ipc'],
  ['PidMode', '--pid'],
  ['UTSMode', '--uts'],
  ['UsernsMode', '--userns'],
  ['CgroupnsMode', '--cgroupns'],
  ['CgroupParent', '--cgroup-parent'],
  ['Runtime', '--runtime'],
  ['Isolation', '--isolation'],
  ['CpusetCpus', '--cpuset-cpus'],
  ['CpusetMems', '--cpuset-mems'],
  ['CpuShares', '--cpu-shares'],
  ['CpuPeriod', '--cpu-period'],
  ['CpuQuota', '--cpu-quota'],
  ['CpuRealtimePeriod', '--cpu-rt-period'],
  ['CpuRealtimeRuntime', '--cpu-rt-runtime'],
  ['BlkioWeight', '--blkio-weight'],
  ['PidsLimit', '--pids-limit'],
  ['OomScoreAdj', '--oom-score-adj'],
  ['MemorySwappiness', '--memory-swappiness'],
] as const;

const SIZES = [
  ['Memory', '--memory'],
  ['MemoryReservation', '--memory-reservation'],
  ['MemorySwap', '--memory-swap'],
  ['ShmSize', '--shm-size'],
] as const;

const FLAGS = [
  ['Privileged', '--privileged'],
  ['ReadonlyRootfs', '--read-only'],
  ['PublishAllPorts', '-P'],
  ['OomKillDisable', '--oom-kill-disable'],
  ['Init', '--init'],
] as const;

const DISKS = [
  ['BlkioWeightDevice', '--blkio-weight-device', 'Weight'],
  ['BlkioDeviceReadBps', '--device-read-bps', 'Rate'],
  ['BlkioDeviceWriteBps', '--device-write-bps', 'Rate'],
  ['BlkioDeviceReadIOps', '--device-read-iops', 'Rate'],
  ['BlkioDeviceWriteIOps', '--device-write-iops', 'Rate'],
] as const;

/** Fields of HostConfig that are written here or by `run-command.ts`. */
export const HOST_ON_COMMAND_LINE: ReadonlySet<string> = new Set<keyof HostConfig>([
  ...[...LISTS, ...MAPS, ...TEXTS, ...SIZES, ...FLAGS, ...DISKS].map(([key]) => key),
  'AutoRemove',
  'RestartPolicy',
  'NetworkMode',
  'PortBindings',
  'Binds',
  'Tmpfs',
  'Mounts',
  'NanoCpus',
  'LogConfig',
  'Devices',
  'Ulimits',
  // The client's own.
  'ConsoleSize',
  'ContainerIDFile',
]);

/** Options of HostConfig that stand for themselves, in an order that never changes. */
export function hostOptions(host: HostConfig): readonly CommandOption[] {
  return [
    ...SIZES.flatMap(([key, option]) => sizeOption(option, host[key])),
    ...(host.NanoCpus ? [['--cpus', String(host.NanoCpus / 1e9)] as const] : []),
    ...TEXTS.flatMap(([key, option]) => textOption(option, host[key], key === 'MemorySwappiness')),
    ...FLAGS.filter(([key]) => host[key] === true).map(([, option]) => [option, true] as const),
    ...(host.Init === false ? [['--init=false', true] as const] : []),
    ...LISTS.flatMap(([key, option]) => (host[key] ?? []).map((value) => [option, value] as const)),
    ...MAPS.flatMap(([key, option]) =>
      Object.entries(host[key] ?? {}).map(([name, value]) => [option, `${name}=${value}`] as const),
    ),
    ...(host.Devices ?? []).map(
      ({ PathOnHost, PathInContainer = PathOnHost, CgroupPermissions = 'rwm' }) =>
        ['--device', `${PathOnHost}:${PathInContainer}:${CgroupPermissions}`] as const,
    ),
    ...(host.Ulimits ?? []).map(({ Name, Soft, Hard }) => ['--ulimit', `${Name}=${Soft}:${Hard}`] as const),
    ...DISKS.flatMap(([key, option, figure]) =>
      (host[key] ?? []).map((disk) => [option, diskWord(disk, figure)] as const),
    ),
    ...logOptions(host),
  ];
}

function sizeOption(option: string, bytes: number | undefined): readonly CommandOption[] {
  if (!bytes) return [];
  return [[option, bytes < 0 ? String(bytes) : bytesText(bytes)]];
}

function textOption(
  option: string,
  value: string | number | null | undefined,
  zeroSays: boolean,
): readonly CommandOption[] {
  if (value === undefined || value === null || value === '' || (value === 0 && !zeroSays)) return [];
  return [[option, String(value)]];
}

function diskWord(disk: unknown, figure: 'Weight' | 'Rate'): string {
  const { Path = '', [figure]: value = 0 } = disk as { Path?: string; Weight?: number; Rate?: number };
  return `${Path}:${value}`;
}

function logOptions({ LogConfig: log }: HostConfig): readonly CommandOption[] {
  const options = Object.entries(log?.Config ?? {}).map(
    ([name, value]) => ['--log-opt', `${name}=${value}`] as const,
  );
  return log?.Type ? [['--log-driver', log.Type], ...options] : options;
}

/** The value of `--mount`: fields as in a line of CSV; undefined when it says something that the option cannot. */
export function mountWord(mount: MountRequest): string | undefined {
  const {
    Type,
    Source,
    Target,
    ReadOnly,
    Consistency,
    BindOptions,
    VolumeOptions,
    TmpfsOptions,
    ImageOptions,
  } = mount;
  if (TmpfsOptions?.Options !== undefined) return undefined;
  const fields: (readonly [string, string | number | boolean | undefined])[] = [
    ['type', Type],
    ['source', Source],
    ['target', Target],
    ['readonly', ReadOnly],
    ['consistency', Consistency === 'default' ? undefined : Consistency],
    ['bind-propagation', BindOptions?.Propagation],
    ['bind-create-src', BindOptions?.CreateMountpoint],
    ['bind-recursive', recursiveOf(BindOptions)],
    ['volume-nocopy', VolumeOptions?.NoCopy],
    ['volume-driver', VolumeOptions?.DriverConfig?.Name],
    ...Object.entries(VolumeOptions?.DriverConfig?.Options ?? {}).map(
      ([name, value]) => ['volume-opt', `${name}=${value}`] as const,
    ),
    ...Object.entries(VolumeOptions?.Labels ?? {}).map(
      ([name, value]) => ['volume-label', `${name}=${value}`] as const,
    ),
    ['volume-subpath', VolumeOptions?.Subpath],
    ['image-subpath', ImageOptions?.Subpath],
    ['tmpfs-size', TmpfsOptions?.SizeBytes],
    ['tmpfs-mode', TmpfsOptions?.Mode?.toString(8)],
  ];
  return fields
    .filter(([, value]) => value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => csvField(value === true ? name : `${name}=${value}`))
    .join(',');
}

function recursiveOf(options: MountRequest['BindOptions']): string | undefined {
  if (options?.NonRecursive) return 'disabled';
  if (options?.ReadOnlyForceRecursive) return 'readonly';
  return options?.ReadOnlyNonRecursive ? 'writable' : undefined;
}

/** One network of several, or one with settings, as `--network` takes it. */
export function networkWord(name: string, settings: EndpointSettings): string {
  const { IPAMConfig, Aliases, MacAddress, DriverOpts, Links, GwPriority } = settings;
  const fields: (readonly [string, string | undefined])[] = [
    ['name', name],
    ['ip', IPAMConfig?.IPv4Address],
    ['ip6', IPAMConfig?.IPv6Address],
    ...(IPAMConfig?.LinkLocalIPs ?? []).map((ip) => ['link-local-ip', ip] as const),
    ...(Aliases ?? []).map((alias) => ['alias', alias] as const),
    ...(Links ?? []).map((link) => ['link', link] as const),
    ['mac-address', MacAddress],
    ...Object.entries(DriverOpts ?? {}).map(([key, value]) => ['driver-opt', `${key}=${value}`] as const),
    ['gw-priority', GwPriority ? String(GwPriority) : undefined],
  ];
  const said = fields.filter(([, value]) => value !== undefined && value !== '');
  return said.length === 1 ? name : said.map(([key, value]) => csvField(`${key}=${value}`)).join(',');
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
