import type { DeviceRequest as EngineDeviceRequest, HostConfig } from '../../api/types/container.ts';
import type { DeviceRequest } from '../model/deploy.ts';
import type { DeviceRate, Service } from '../model/service.ts';
import { defined } from './defined.ts';

/** A service's limits on resources, from its own keys; `deploy.resources` says the same and goes first. */
export function limitsOf(service: Service): HostConfig {
  const { limits, reservations } = service.deploy?.resources ?? {};
  const cpus = limits?.cpus ?? service.cpus;
  return defined({
    Memory: limits?.memory ?? service.mem_limit,
    MemoryReservation: reservations?.memory ?? service.mem_reservation,
    MemorySwap: service.memswap_limit,
    MemorySwappiness: service.mem_swappiness,
    OomKillDisable: service.oom_kill_disable,
    OomScoreAdj: service.oom_score_adj,
    PidsLimit: limits?.pids ?? service.pids_limit,
    NanoCpus: cpus === undefined ? undefined : Math.round(cpus * 1e9),
    CpuCount: service.cpu_count,
    CpuPercent: service.cpu_percent,
    CpuPeriod: service.cpu_period,
    CpuQuota: service.cpu_quota,
    CpuRealtimePeriod: service.cpu_rt_period,
    CpuRealtimeRuntime: service.cpu_rt_runtime,
    CpuShares: service.cpu_shares,
    CpusetCpus: service.cpuset,
    CgroupParent: service.cgroup_parent,
    ShmSize: service.shm_size,
    Ulimits:
      service.ulimits === undefined
        ? undefined
        : Object.entries(service.ulimits).map(([Name, { soft, hard }]) => ({ Name, Soft: soft, Hard: hard })),
    ...blockIo(service),
    DeviceRequests: deviceRequests([...(service.gpus ?? []), ...(reservations?.devices ?? [])], service),
  });
}

function blockIo({ blkio_config: config }: Service) {
  const rates = (list: readonly DeviceRate[] | undefined) =>
    list?.map(({ path, rate }) => ({ Path: path, Rate: rate }));
  return {
    BlkioWeight: config?.weight,
    BlkioWeightDevice: config?.weight_device?.map(({ path, weight }) => ({ Path: path, Weight: weight })),
    BlkioDeviceReadBps: rates(config?.device_read_bps),
    BlkioDeviceWriteBps: rates(config?.device_write_bps),
    BlkioDeviceReadIOps: rates(config?.device_read_iops),
    BlkioDeviceWriteIOps: rates(config?.device_write_iops),
  };
}

function deviceRequests(
  requests: readonly DeviceRequest[],
  { gpus = [] }: Service,
): readonly EngineDeviceRequest[] | undefined {
  if (requests.length === 0) return undefined;
  return requests.map(({ capabilities, driver, count, device_ids, options }, index) =>
    defined({
      Driver: driver,
      Count: count ?? (device_ids === undefined ? -1 : undefined),
      DeviceIDs: device_ids,
      Capabilities: [index < gpus.length ? [...new Set([...capabilities, 'gpu'])] : capabilities],
      Options: options,
    }),
  );
}
