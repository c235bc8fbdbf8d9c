import type { ContainerConfig, HostConfig } from './types/container.ts';

/**
 * What becomes of an option of a create request:
 * - `works`: it means what it means in Docker.
 * - `refused`: a value that asks for something is an error that says so.
 * - `discarded`: it is taken, has no effect, and a warning says so.
 * - `kept`: it tells other programs something and no engine acts on it; `inspect` shows it.
 */
export type Fate = 'works' | 'refused' | 'discarded' | 'kept';

/**
 * Every option of the Docker Engine API 1.51 for making a container. The types make the list whole; a test makes a
 * container with each and looks for what the list says (`GET /gantry/options` tells it to clients), so that none is dropped in silence. Fields that the API does not
 * have are passed over, as Docker does. Where a kernel lacks a limit, that limit is discarded with Docker's warning.
 */
export const CONFIG_OPTIONS: Readonly<Record<keyof ContainerConfig, Fate>> = {
  Hostname: 'works',
  Domainname: 'works',
  User: 'works',
  AttachStdin: 'kept',
  AttachStdout: 'kept',
  AttachStderr: 'kept',
  ExposedPorts: 'works',
  Tty: 'works',
  OpenStdin: 'works',
  StdinOnce: 'works',
  Env: 'works',
  Cmd: 'works',
  Healthcheck: 'works',
  // Windows reads it.
  ArgsEscaped: 'kept',
  Image: 'works',
  Volumes: 'works',
  WorkingDir: 'works',
  Entrypoint: 'works',
  NetworkDisabled: 'works',
  MacAddress: 'works',
  // An image's, for builds upon it; no container has any.
  OnBuild: 'kept',
  Labels: 'works',
  StopSignal: 'works',
  StopTimeout: 'works',
  Shell: 'works',
};

/** As `CONFIG_OPTIONS`, for `HostConfig`. */
export const HOST_OPTIONS: Readonly<Record<keyof HostConfig, Fate>> = {
  Binds: 'works',
  // The client writes the file.
  ContainerIDFile: 'kept',
  LogConfig: 'works',
  NetworkMode: 'works',
  PortBindings: 'works',
  RestartPolicy: 'works',
  AutoRemove: 'works',
  VolumeDriver: 'works',
  VolumesFrom: 'works',
  ConsoleSize: 'works',
  Annotations: 'works',
  CapAdd: 'works',
  CapDrop: 'works',
  CgroupnsMode: 'works',
  Dns: 'works',
  DnsOptions: 'works',
  DnsSearch: 'works',
  ExtraHosts: 'works',
  GroupAdd: 'works',
  IpcMode: 'works',
  Cgroup: 'refused',
  Links: 'works',
  OomScoreAdj: 'works',
  PidMode: 'works',
  Privileged: 'works',
  PublishAllPorts: 'works',
  ReadonlyRootfs: 'works',
  SecurityOpt: 'works',
  // It takes xfs with project quotas.
  StorageOpt: 'refused',
  Tmpfs: 'works',
  UTSMode: 'works',
  // `host` only: remapping is a decision for a whole engine.
  UsernsMode: 'works',
  ShmSize: 'works',
  Sysctls: 'works',
  Runtime: 'works',
  Isolation: 'works',
  CpuShares: 'works',
  Memory: 'works',
  NanoCpus: 'works',
  CgroupParent: 'works',
  BlkioWeight: 'works',
  BlkioWeightDevice: 'works',
  BlkioDeviceReadBps: 'works',
  BlkioDeviceWriteBps: 'works',
  BlkioDeviceReadIOps: 'works',
  BlkioDeviceWriteIOps: 'works',
  CpuPeriod: 'works',
  CpuQuota: 'works',
  CpuRealtimePeriod: 'works',
  CpuRealtimeRuntime: 'works',
  CpusetCpus: 'works',
  CpusetMems: 'works',
  Devices: 'works',
  DeviceCgroupRules: 'works',
  // At the start, as Docker without a driver of such devices.
  DeviceRequests: 'refused',
  MemoryReservation: 'works',
  // Kernels stopped keeping these two with Linux 5.4.
  KernelMemory: 'discarded',
  KernelMemoryTCP: 'discarded',
  MemorySwap: 'works',
  MemorySwappiness: 'works',
  OomKillDisable: 'works',
  PidsLimit: 'works',
  Ulimits: 'works',
  // These four are for Windows.
  CpuCount: 'discarded',
  CpuPercent: 'discarded',
  IOMaximumIOps: 'refused',
  IOMaximumBandwidth: 'refused',
  Mounts: 'works',
  MaskedPaths: 'works',
  ReadonlyPaths: 'works',
  Init: 'works',
};
