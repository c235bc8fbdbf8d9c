import { z } from 'zod';
import type {
  DeviceMapping,
  DeviceRequest,
  HostConfig,
  MountRequest,
  PortBinding,
  RestartPolicy,
  Ulimit,
} from '../types/container.ts';
import { anything, flag, integer, list, struct, text, textMap } from './shape.ts';

const devices = z.array(
  struct<DeviceMapping>({ PathOnHost: text.default(''), PathInContainer: text, CgroupPermissions: text }),
);
const mounts = z.array(
  struct<MountRequest>({
    Type: z.enum(['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster'], { error: 'mount type unknown' }),
    Source: text,
    Target: text.default(''),
    ReadOnly: flag,
    Consistency: text,
    BindOptions: struct<Required<MountRequest>['BindOptions']>({
      Propagation: text,
      NonRecursive: flag,
      CreateMountpoint: flag,
      ReadOnlyNonRecursive: flag,
      ReadOnlyForceRecursive: flag,
    }),
    VolumeOptions: struct<Required<MountRequest>['VolumeOptions']>({
      NoCopy: flag,
      Labels: textMap,
      DriverConfig: struct<NonNullable<Required<MountRequest>['VolumeOptions']['DriverConfig']>>({
        Name: text,
        Options: textMap,
      }),
      Subpath: text,
    }),
    ImageOptions: struct<Required<MountRequest>['ImageOptions']>({ Subpath: text }),
    TmpfsOptions: struct<Required<MountRequest>['TmpfsOptions']>({
      SizeBytes: integer,
      Mode: integer,
      Options: z.array(list),
    }),
  }),
);
const portBindings = z.record(
  z.string(),
  z.nullable(z.array(struct<PortBinding>({ HostIp: text, HostPort: text }))),
);
const restartPolicy = struct<RestartPolicy>({
  Name: z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure'], {
    error: ({ input }) =>
      `invalid restart policy: unknown policy '${String(input)}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
  }),
  MaximumRetryCount: integer,
});
const ulimits = z.array(
  struct<Ulimit>({ Name: text.default(''), Soft: integer.default(0), Hard: integer.default(0) }),
);
const deviceRequests = z.array(
  struct<DeviceRequest>({
    Driver: text,
    Count: integer,
    DeviceIDs: list,
    Capabilities: z.array(list),
    Options: textMap,
  }),
);
const devicesAt = z.array(anything);

/** `HostConfig` in `POST /containers/create`, and the whole body of `POST /containers/{id}/update`. */
export const hostConfigBody = struct<HostConfig>({
  Binds: list,
  ContainerIDFile: text,
  LogConfig: struct<Required<HostConfig>['LogConfig']>({ Type: text, Config: textMap }),
  NetworkMode: text,
  PortBindings: portBindings,
  RestartPolicy: restartPolicy,
  AutoRemove: flag,
  VolumeDriver: text,
  VolumesFrom: list,
  ConsoleSize: z.tuple([integer, integer]),
  Annotations: textMap,
  CapAdd: list,
  CapDrop: list,
  CgroupnsMode: text,
  Dns: list,
  DnsOptions: list,
  DnsSearch: list,
  ExtraHosts: list,
  GroupAdd: list,
  IpcMode: text,
  Cgroup: text,
  Links: list,
  OomScoreAdj: integer,
  PidMode: text,
  Privileged: flag,
  PublishAllPorts: flag,
  ReadonlyRootfs: flag,
  SecurityOpt: list,
  StorageOpt: textMap,
  Tmpfs: textMap,
  UTSMode: text,
  UsernsMode: text,
  ShmSize: integer,
  Sysctls: textMap,
  Runtime: text,
  Isolation: text,
  CpuShares: integer,
  Memory: integer,
  NanoCpus: integer,
  CgroupParent: text,
  BlkioWeight: integer,
  BlkioWeightDevice: devicesAt,
  BlkioDeviceReadBps: devicesAt,
  BlkioDeviceWriteBps: devicesAt,
  BlkioDeviceReadIOps: devicesAt,
  BlkioDeviceWriteIOps: devicesAt,
  CpuPeriod: integer,
  CpuQuota: integer,
  CpuRealtimePeriod: integer,
  CpuRealtimeRuntime: integer,
  CpusetCpus: text,
  CpusetMems: text,
  Devices: devices,
  DeviceCgroupRules: list,
  DeviceRequests: deviceRequests,
  MemoryReservation: integer,
  KernelMemory: integer,
  KernelMemoryTCP: integer,
  MemorySwap: integer,
  MemorySwappiness: integer,
  OomKillDisable: flag,
  PidsLimit: integer,
  Ulimits: ulimits,
  CpuCount: integer,
  CpuPercent: integer,
  IOMaximumIOps: integer,
  IOMaximumBandwidth: integer,
  Mounts: mounts,
  MaskedPaths: list,
  ReadonlyPaths: list,
  Init: flag,
});
