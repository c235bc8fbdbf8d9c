import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { parseNumberList } from '../../base/number-list.ts';
import type { CgroupFeatures } from '../../runtime/cgroup/features.ts';
import { discardUnsupported } from './discard-limits.ts';

const SMALLEST_MEMORY = 6 * 1024 * 1024;

/** What of a request's limits stays, with a sentence for each that does not. */
export interface SettledLimits<Limits> {
  readonly host: Limits;
  readonly warnings: readonly string[];
}

/**
 * Takes away the limits that this machine's kernel cannot keep, each with Docker's warning, and checks the others. Throws
 * `invalid` in Docker's words. For an `update`, memory may stand in the container already.
 */
export function settleLimits<Limits extends HostConfig>(
  asked: Limits,
  features: CgroupFeatures,
  when: 'create' | 'update' = 'create',
): SettledLimits<Limits> {
  const { host, warnings } = discardUnsupported(asked, features);
  checkMemory(host, when);
  if (host.OomKillDisable === true && (host.Memory ?? 0) === 0) {
    warnings.push(
      'OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.',
    );
  }
  checkCpu(host, features);
  const weight = host.BlkioWeight ?? 0;
  if (weight !== 0 && (weight < 10 || weight > 1000)) {
    throw fault('invalid', 'Range of blkio weight is from 10 to 1000');
  }
  return { host, warnings };
}

function checkMemory(host: HostConfig, when: 'create' | 'update'): void {
  const memory = host.Memory ?? 0;
  const swap = host.MemorySwap ?? 0;
  if (memory !== 0 && memory < SMALLEST_MEMORY) throw fault('invalid', 'Minimum memory limit allowed is 6MB');
  if (memory > 0 && swap > 0 && swap < memory) {
    throw fault('invalid', 'Minimum memoryswap limit should be larger than memory limit, see usage');
  }
  if (memory === 0 && swap > 0 && when === 'create') {
    throw fault('invalid', 'You should always set the Memory limit when using Memoryswap limit, see usage');
  }
  const swappiness = host.MemorySwappiness ?? -1;
  if (swappiness < -1 || swappiness > 100) {
    throw fault('invalid', `Invalid value: ${swappiness}, valid memory swappiness range is 0-100`);
  }
  const reservation = host.MemoryReservation ?? 0;
  if (reservation > 0 && reservation < SMALLEST_MEMORY) {
    throw fault('invalid', 'Minimum memory reservation allowed is 6MB');
  }
  if (memory > 0 && reservation > memory) {
    throw fault('invalid', 'Minimum memory limit can not be less than memory reservation limit, see usage');
  }
}

function checkCpu(host: HostConfig, features: CgroupFeatures): void {
  const nano = host.NanoCpus ?? 0;
  const period = host.CpuPeriod ?? 0;
  const quota = host.CpuQuota ?? 0;
  const count = parseNumberList(features.cpus)?.size ?? 0;
  if (nano > 0 && period > 0) {
    throw fault('invalid', 'Conflicting options: Nano CPUs and CPU Period cannot both be set');
  }
  if (nano > 0 && quota > 0) {
    throw fault('invalid', 'Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  }
  if (nano > 0 && !features.cpuCfs) {
    throw fault(
      'invalid',
      'NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted',
    );
  }
  if (nano < 0 || (count > 0 && nano > count * 1e9)) {
    throw fault(
      'invalid',
      `Range of CPUs is from 0.01 to ${count}.00, as there are only ${count} CPUs available`,
    );
  }
  checkShares(host.CpuShares ?? 0);
  if (period !== 0 && (period < 1000 || period > 1_000_000)) {
    throw fault(
      'invalid',
      'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
    );
  }
  if (quota > 0 && quota < 1000) throw fault('invalid', 'CPU cfs quota can not be less than 1ms (i.e. 1000)');
  checkRealtime(host, features);
  checkCpuset('cpus', 'CPUs', host.CpusetCpus ?? '', features.cpus);
  checkCpuset('mems', 'memory nodes', host.CpusetMems ?? '', features.mems);
}

/** The kernel's bounds, in the words of the runtimes. */
function checkShares(shares: number): void {
  if (shares < 0) throw fault('invalid', 'shares: invalid argument');
  if (shares === 1) throw fault('invalid', 'the minimum allowed cpu-shares is 2');
  if (shares > 262_144) throw fault('invalid', 'the maximum allowed cpu-shares is 262144');
}

function checkRealtime(host: HostConfig, features: CgroupFeatures): void {
  const period = host.CpuRealtimePeriod ?? 0;
  const runtime = host.CpuRealtimeRuntime ?? 0;
  if ((period !== 0 || runtime !== 0) && !features.cpuRealtime) {
    throw fault('invalid', 'kernel does not support CPU real-time scheduler');
  }
  if (period !== 0 && runtime !== 0 && runtime > period) {
    throw fault('invalid', 'cpu real-time runtime cannot be higher than cpu real-time period');
  }
  if (period < 0 || runtime < 0)
    throw fault('invalid', 'cpu real-time period and runtime cannot be negative');
}

function checkCpuset(kind: string, what: string, asked: string, available: string): void {
  const wanted = parseNumberList(asked);
  if (wanted === undefined) {
    throw fault('invalid', `Invalid value ${asked} for cpuset ${kind}: invalid format: ${asked}`);
  }
  const there = parseNumberList(available) ?? new Set();
  if (wanted.size > 0 && ![...wanted].every((number) => there.has(number))) {
    throw fault(
      'invalid',
      `Requested ${what} are not available - requested ${asked}, available: ${available}`,
    );
  }
}
