import type { LinuxResources, OciBlockIo } from './oci.ts';
import type { BlockDeviceValue, HostFacts, ResourceInput } from './spec-input.ts';

/** The period that `--cpus` is counted in, microseconds. */
const CPU_PERIOD = 100_000;

/**
 * Docker's limits in the runtime's terms (config-linux.md#control-groups), without the device rules. What was not said is
 * left out, so that the value serves for `update` too; what this machine's kind of control groups cannot do is dropped.
 */
export function resourcesToOci(
  input: ResourceInput,
  host: Pick<HostFacts, 'cgroups' | 'swapLimit'>,
): LinuxResources {
  const memory = memoryOf(input, host);
  const cpu = cpuOf(input);
  const blockIO = blockIoOf(input);
  const pids = input.PidsLimit;
  return {
    ...(isEmpty(memory) ? {} : { memory }),
    ...(isEmpty(cpu) ? {} : { cpu }),
    ...(pids === undefined || pids === null ? {} : { pids: { limit: pids > 0 ? pids : -1 } }),
    ...(isEmpty(blockIO) ? {} : { blockIO }),
  };
}

function memoryOf(
  input: ResourceInput,
  { cgroups, swapLimit }: Pick<HostFacts, 'cgroups' | 'swapLimit'>,
): NonNullable<LinuxResources['memory']> {
  const limit = input.Memory || undefined;
  // Docker's rule: as much swap again as memory, unless told.
  const swap = input.MemorySwap || (limit !== undefined && limit > 0 ? 2 * limit : undefined);
  const swappiness = input.MemorySwappiness ?? -1;
  const v1 = cgroups.mode !== 'v2';
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(input.MemoryReservation ? { reservation: input.MemoryReservation } : {}),
    ...(swap === undefined || !swapLimit ? {} : { swap }),
    ...(v1 && swappiness >= 0 ? { swappiness } : {}),
    ...(v1 && input.OomKillDisable === true ? { disableOOMKiller: true } : {}),
  };
}

function cpuOf(input: ResourceInput): NonNullable<LinuxResources['cpu']> {
  const quota = input.NanoCpus ? Math.round((input.NanoCpus * CPU_PERIOD) / 1e9) : input.CpuQuota;
  const period = input.NanoCpus ? CPU_PERIOD : input.CpuPeriod;
  return {
    ...(input.CpuShares ? { shares: input.CpuShares } : {}),
    ...(quota ? { quota } : {}),
    ...(period ? { period } : {}),
    ...(input.CpuRealtimeRuntime ? { realtimeRuntime: input.CpuRealtimeRuntime } : {}),
    ...(input.CpuRealtimePeriod ? { realtimePeriod: input.CpuRealtimePeriod } : {}),
    ...(input.CpusetCpus ? { cpus: input.CpusetCpus } : {}),
    ...(input.CpusetMems ? { mems: input.CpusetMems } : {}),
  };
}

function blockIoOf(input: ResourceInput): OciBlockIo {
  const rates = (list: readonly BlockDeviceValue[] = []) =>
    list.map(({ major, minor, value }) => ({ major, minor, rate: value }));
  const block = {
    weightDevice: (input.blkioWeightDevice ?? []).map(({ major, minor, value }) => ({
      major,
      minor,
      weight: value,
    })),
    throttleReadBpsDevice: rates(input.blkioReadBps),
    throttleWriteBpsDevice: rates(input.blkioWriteBps),
    throttleReadIOPSDevice: rates(input.blkioReadIops),
    throttleWriteIOPSDevice: rates(input.blkioWriteIops),
  };
  return {
    ...(input.BlkioWeight ? { weight: input.BlkioWeight } : {}),
    ...Object.fromEntries(Object.entries(block).filter(([, list]) => list.length > 0)),
  };
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
