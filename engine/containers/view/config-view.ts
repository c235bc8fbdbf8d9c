import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { MASKED_PATHS, READONLY_PATHS } from '../../runtime/spec/hidden-paths.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';

/** What `inspect` shows of options that nobody asked for: clients look for each field that Docker always has. */
const NOT_ASKED: HostConfig = {
  Binds: null,
  ContainerIDFile: '',
  AutoRemove: false,
  VolumeDriver: '',
  VolumesFrom: null,
  ConsoleSize: [0, 0],
  CapAdd: null,
  CapDrop: null,
  Dns: [],
  DnsOptions: [],
  DnsSearch: [],
  ExtraHosts: null,
  GroupAdd: null,
  Cgroup: '',
  Links: null,
  OomScoreAdj: 0,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  UTSMode: '',
  UsernsMode: '',
  Isolation: '',
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CgroupParent: '',
  BlkioWeight: 0,
  BlkioWeightDevice: [],
  BlkioDeviceReadBps: [],
  BlkioDeviceWriteBps: [],
  BlkioDeviceReadIOps: [],
  BlkioDeviceWriteIOps: [],
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
  CpusetCpus: '',
  CpusetMems: '',
  Devices: [],
  DeviceCgroupRules: null,
  DeviceRequests: null,
  MemoryReservation: 0,
  MemorySwap: 0,
  MemorySwappiness: null,
  OomKillDisable: null,
  PidsLimit: null,
  Ulimits: null,
  CpuCount: 0,
  CpuPercent: 0,
  IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
};

/** HostConfig with every field that Docker always shows. */
export function hostConfigView(
  { host: { thermalPaths }, runtimes }: Pick<Deps, 'host' | 'runtimes'>,
  { hostConfig }: ContainerRecord,
): HostConfig {
  const fenced = hostConfig.Privileged !== true;
  return {
    ...NOT_ASKED,
    ...hostConfig,
    Runtime: hostConfig.Runtime || runtimes.standard.name,
    MaskedPaths: hostConfig.MaskedPaths ?? (fenced ? [...MASKED_PATHS, ...thermalPaths] : null),
    ReadonlyPaths: hostConfig.ReadonlyPaths ?? (fenced ? READONLY_PATHS : null),
  };
}

const NOT_SAID: ContainerConfig = {
  Hostname: '',
  Domainname: '',
  User: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd: null,
  Image: '',
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: {},
};

/** Config with every field that Docker always shows. */
export function configView({ config }: ContainerRecord): ContainerConfig {
  const { ExposedPorts: ports, Volumes: volumes, ...rest } = config;
  return {
    ...NOT_SAID,
    ...rest,
    ...(isEmpty(ports) ? {} : { ExposedPorts: ports ?? null }),
    Volumes: isEmpty(volumes) ? null : (volumes ?? null),
  };
}

function isEmpty(map: object | null | undefined): boolean {
  return Object.keys(map ?? {}).length === 0;
}
