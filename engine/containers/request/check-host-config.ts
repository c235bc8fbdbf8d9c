import type { ContainerConfig, HostConfig, RestartPolicy } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { ALL_CAPABILITIES, capabilityName } from '../../runtime/spec/capabilities.ts';
import { checkHealthcheck } from '../health/health-plan.ts';

/** sethostname(2) */
const LONGEST_HOSTNAME = 64;

/** Checks what is no limit, in Docker's words. Throws `invalid`. */
export function checkHostConfig(host: HostConfig): void {
  checkRestartPolicy(host.RestartPolicy ?? {}, host.AutoRemove === true);
  checkCapabilities(host);
  checkModes(host);
  if ((host.ShmSize ?? 0) < 0) throw fault('invalid', 'SHM size can not be less than 0');
  const score = host.OomScoreAdj ?? 0;
  if (score < -1000 || score > 1000) {
    throw fault('invalid', `Invalid value ${score}, range for oom score adj is [-1000, 1000]`);
  }
  if ('' in (host.Annotations ?? {})) {
    throw fault('invalid', 'invalid Annotations: the empty string is not permitted as an annotation key');
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
  if (Buffer.byteLength(config.Hostname ?? '') > LONGEST_HOSTNAME) {
    throw fault('invalid', `invalid hostname: it is longer than ${LONGEST_HOSTNAME} bytes`);
  }
  checkHealthcheck(config.Healthcheck);
  for (const variable of config.Env ?? []) {
    if (variable === '' || variable.startsWith('='))
      throw fault('invalid', `invalid environment variable: ${variable}`);
    if (variable.includes('\0')) throw fault('invalid', 'invalid environment variable: it holds a NUL byte');
  }
}

function checkCapabilities({ CapAdd, CapDrop }: HostConfig): void {
  for (const [field, names] of Object.entries({ CapAdd, CapDrop })) {
    for (const name of (names ?? []).map(capabilityName)) {
      if (name !== 'ALL' && !ALL_CAPABILITIES.includes(name)) {
        throw fault('invalid', `invalid ${field}: unknown capability: "${name}"`);
      }
    }
  }
}

const OWN_OR_HOST = ['', 'host'];

function checkModes(host: HostConfig): void {
  const modes = [
    ['IPC', host.IpcMode, ['', 'none', 'private', 'shareable', 'host'], true],
    ['PID', host.PidMode, OWN_OR_HOST, true],
    ['UTS', host.UTSMode, OWN_OR_HOST, false],
    // Remapping users is a decision for a whole engine in Docker; here there is none to leave.
    ['user namespace', host.UsernsMode, OWN_OR_HOST, false],
    ['cgroup namespace', host.CgroupnsMode, ['', 'private', 'host'], false],
  ] as const;
  for (const [what, mode = '', known, joins] of modes) {
    if ((known as readonly string[]).includes(mode)) continue;
    if (joins && /^container:./.test(mode)) continue;
    throw fault('invalid', `invalid ${what} mode: ${mode}`);
  }
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
  if (retries !== 0 && name !== 'on-failure' && name !== '') {
    throw fault('invalid', "invalid restart policy: maximum retry count can only be used with 'on-failure'");
  }
  if (retries < 0 && name !== '')
    throw fault('invalid', 'invalid restart policy: maximum retry count cannot be negative');
  if (autoRemove && name !== '' && name !== 'no') {
    throw fault('invalid', "can't create 'AutoRemove' container with restart policy");
  }
}
