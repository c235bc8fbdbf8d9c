import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { hostDevices, readBlockDevices, readHostDevice } from '../../runtime/spec/host-devices.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import type { DeviceInput, ResourceInput, SpecInput } from '../../runtime/spec/spec-input.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import { cgroupOf, type Deps } from '../deps.ts';
import { findInit } from '../init-program.ts';
import { tmpfsIn } from '../mounts/prepare.ts';
import type { ContainerRecord } from '../record.ts';
import { refuseDeviceRequests } from './device-requests.ts';
import { namespacesOf } from './namespaces.ts';
import { securityOf } from './security.ts';
import { sharedMemoryMounts } from './shared-memory.ts';

/** Everything that the runtime's config.json depends on, from the record of a container whose root is mounted. */
export async function specInputOf(
  deps: Deps,
  record: ContainerRecord,
  rootfs: string,
  mounts: readonly OciMount[],
  networkPath: string | undefined,
): Promise<SpecInput> {
  const { config, hostConfig: host } = record;
  refuseDeviceRequests(host);
  const security = securityOf(host);
  const [rows = 0, columns = 0] = host.ConsoleSize ?? [];
  return {
    rootfs,
    readonlyRootfs: host.ReadonlyRootfs === true,
    process: {
      args: record.args,
      env: config.Env ?? [],
      cwd: config.WorkingDir ?? '',
      user: await resolveUser(rootfs, config.User ?? '', host.GroupAdd ?? []),
      terminal: config.Tty === true,
      ...(rows > 0 && columns > 0 ? { consoleSize: { rows, columns } } : {}),
      privileged: host.Privileged === true,
      capAdd: host.CapAdd ?? [],
      capDrop: host.CapDrop ?? [],
      noNewPrivileges: security.noNewPrivileges,
      oomScoreAdj: host.OomScoreAdj ?? 0,
      ulimits: (host.Ulimits ?? []).map(({ Name, Soft, Hard }) => ({ name: Name, soft: Soft, hard: Hard })),
    },
    hostname: config.Hostname ?? '',
    domainname: config.Domainname ?? '',
    namespaces: namespacesOf(deps.store, host, networkPath),
    resources: await resourcesOf(host),
    devices: host.Privileged === true ? await hostDevices() : await devicesOf(host),
    deviceCgroupRules: host.DeviceCgroupRules ?? [],
    mounts: withoutCovered([...sharedMemoryMounts(deps, record), ...mounts]),
    tmpfs: { ...host.Tmpfs, ...tmpfsIn(record) },
    shmSize: host.IpcMode === 'none' ? undefined : (host.ShmSize ?? 0),
    maskedPaths: security.openSystemPaths ? [] : (host.MaskedPaths ?? undefined),
    readonlyPaths: security.openSystemPaths ? [] : (host.ReadonlyPaths ?? undefined),
    sysctls: host.Sysctls ?? {},
    seccomp: security.seccomp,
    apparmor: security.apparmor,
    init: host.Init === true ? await findInit() : undefined,
    annotations: host.Annotations ?? {},
    cgroupsPath: cgroupOf(deps, record),
  };
}

/** Of several mounts at one place only the last: what was asked for covers the engine's own (/etc/hosts, /dev/shm). */
function withoutCovered(mounts: readonly OciMount[]): OciMount[] {
  return [...new Map(mounts.map((mount) => [mount.destination, mount])).values()];
}

async function devicesOf(host: HostConfig): Promise<DeviceInput[]> {
  const found = await Promise.all(
    (host.Devices ?? []).map(({ PathOnHost, PathInContainer, CgroupPermissions }) =>
      readHostDevice(PathOnHost, PathInContainer || PathOnHost, CgroupPermissions || 'rwm'),
    ),
  );
  return found.flat();
}

/** The limits of a HostConfig as the runtime room takes them. */
export async function resourcesOf(host: HostConfig): Promise<ResourceInput> {
  return {
    Memory: host.Memory,
    MemorySwap: host.MemorySwap,
    MemoryReservation: host.MemoryReservation,
    MemorySwappiness: host.MemorySwappiness,
    NanoCpus: host.NanoCpus,
    CpuShares: host.CpuShares,
    CpuQuota: host.CpuQuota,
    CpuPeriod: host.CpuPeriod,
    CpuRealtimePeriod: host.CpuRealtimePeriod,
    CpuRealtimeRuntime: host.CpuRealtimeRuntime,
    CpusetCpus: host.CpusetCpus,
    CpusetMems: host.CpusetMems,
    PidsLimit: host.PidsLimit,
    BlkioWeight: host.BlkioWeight,
    OomKillDisable: host.OomKillDisable,
    blkioWeightDevice: await readBlockDevices(pairs(host.BlkioWeightDevice, 'Weight')),
    blkioReadBps: await readBlockDevices(pairs(host.BlkioDeviceReadBps, 'Rate')),
    blkioWriteBps: await readBlockDevices(pairs(host.BlkioDeviceWriteBps, 'Rate')),
    blkioReadIops: await readBlockDevices(pairs(host.BlkioDeviceReadIOps, 'Rate')),
    blkioWriteIops: await readBlockDevices(pairs(host.BlkioDeviceWriteIOps, 'Rate')),
  };
}

function pairs(
  list: readonly unknown[] | null | undefined,
  key: 'Weight' | 'Rate',
): { path: string; value: number }[] {
  return (list ?? []).map((item) => {
    const { Path: path, [key]: value } = (item ?? {}) as Record<string, unknown>;
    if (typeof path !== 'string' || typeof value !== 'number') {
      throw fault('invalid', `invalid block device limit ${JSON.stringify(item)}: want Path and ${key}`);
    }
    return { path, value };
  });
}
