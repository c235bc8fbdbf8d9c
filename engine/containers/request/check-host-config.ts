import { cpus } from 'node:os';
import type { ContainerConfig, HostConfig, RestartPolicy } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { checkHealthcheck } from '../health/health-plan.ts';

const MIB = 1024 * 1024;
const SMALLEST_MEMORY = 6 * MIB;

/** Checks limits and their combinations, in Docker's words. Throws `invalid`. */
export function checkHostConfig(host: HostConfig): void {
  checkMemory(host);
  checkCpu(host);
  checkRestartPolicy(host.RestartPolicy ?? {}, host.AutoRemove === true);
  if ((host.ShmSize ?? 0) < 0) throw fault('invalid', 'SHM size can not be less than 0');
  const score = host.OomScoreAdj ?? 0;
  if (score < -1000 || score > 1000) {
    throw fault('invalid', `Invalid value ${score}, range for oom score adj is [-1000, 1000]`);
  }
}

/** Checks what the process configuration says by itself. Throws `invalid`. */
export function checkConfig(config: ContainerConfig): void {
  if (config.WorkingDir && !config.WorkingDir.startsWith('/')) {
    throw fault(
      'invalid',
      `the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`,
    );
  }
  checkHealthcheck(config.Healthcheck);
  for (const variable of config.Env ?? []) {
    if (variable === '' || variable.startsWith('='))
      throw fault('invalid', `invalid environment variable: ${variable}`);
    if (variable.includes('\0')) throw fault('invalid', 'invalid environment variable: it holds a NUL byte');
  }
}

function checkMemory(host: HostConfig): void {
  const memory = host.Memory ?? 0;
  const swap = host.MemorySwap ?? 0;
  if (memory < 0) throw fault('invalid', 'Invalid value for memory: it can not be negative');
  if (memory > 0 && memory < SMALLEST_MEMORY) throw fault('invalid', 'Minimum memory limit allowed is 6MB');
  if (swap > 0 && memory === 0) {
    throw fault('invalid', 'You should always set the Memory limit when using Memoryswap limit, see usage');
  }
  if (swap > 0 && swap < memory) {
    throw fault('invalid', 'Minimum memoryswap limit should be larger than memory limit, see usage');
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

function checkCpu(host: HostConfig): void {
  const nano = host.NanoCpus ?? 0;
  const count = cpus().length;
  if (nano !== 0 && ((host.CpuPeriod ?? 0) > 0 || (host.CpuQuota ?? 0) > 0)) {
    throw fault('invalid', 'Conflicting options: Nano CPUs and CPU Period or Quota cannot both be set');
  }
  if (nano < 0 || nano > count * 1e9) {
    throw fault(
      'invalid',
      `Range of CPUs is from 0.01 to ${count}.00, as there are only ${count} CPUs available`,
    );
  }
  const period = host.CpuPeriod ?? 0;
  if (period !== 0 && (period < 1000 || period > 1_000_000)) {
    throw fault(
      'invalid',
      'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
    );
  }
  const quota = host.CpuQuota ?? 0;
  if (quota > 0 && quota < 1000) throw fault('invalid', 'CPU cfs quota can not be less than 1ms (i.e. 1000)');
}

const POLICIES = ['', 'no', 'always', 'on-failure', 'unless-stopped'];

/** Checks a restart policy, also against auto-remove. */
export function checkRestartPolicy(policy: RestartPolicy, autoRemove: boolean): void {
  const name = policy.Name ?? '';
  const retries = policy.MaximumRetryCount ?? 0;
  if (!POLICIES.includes(name)) {
    throw fault(
      'invalid',
      `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  }
  if (retries !== 0 && name !== 'on-failure') {
    throw fault('invalid', "invalid restart policy: maximum retry count can only be used with 'on-failure'");
  }
  if (retries < 0) throw fault('invalid', 'invalid restart policy: maximum retry count cannot be negative');
  if (autoRemove && name !== '' && name !== 'no') {
    throw fault('invalid', "can't create 'AutoRemove' container with restart policy");
  }
}
