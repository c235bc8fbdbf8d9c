import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { parseSeccompProfile } from '../../runtime/spec/seccomp.ts';
import type { SeccompChoice } from '../../runtime/spec/spec-input.ts';

/** What `--security-opt` says. */
export interface SecurityOptions {
  readonly noNewPrivileges: boolean;
  readonly seccomp: SeccompChoice;
  readonly apparmor: string | undefined;
  /** `systempaths=unconfined`: neither masked nor read-only paths. */
  readonly openSystemPaths: boolean;
}

/**
 * Reads `HostConfig.SecurityOpt`. A seccomp profile comes as JSON text, as the `docker` CLI sends it. Throws `invalid` in
 * Docker's words.
 */
export function securityOf(host: HostConfig): SecurityOptions {
  let options: SecurityOptions = {
    noNewPrivileges: false,
    seccomp: 'default',
    apparmor: undefined,
    openSystemPaths: false,
  };
  for (const option of host.SecurityOpt ?? []) options = { ...options, ...parseOption(option) };
  return options;
}

function parseOption(option: string): Partial<SecurityOptions> {
  if (option === 'no-new-privileges') return { noNewPrivileges: true };
  const at = option.search(/[=:]/);
  const key = option.slice(0, at);
  const value = option.slice(at + 1);
  if (at < 0 || value === '') throw fault('invalid', `invalid --security-opt 2: "${option}"`);
  switch (key) {
    case 'no-new-privileges':
      if (value !== 'true' && value !== 'false')
        throw fault('invalid', `invalid --security-opt 2: "${option}"`);
      return { noNewPrivileges: value === 'true' };
    case 'seccomp':
      if (value === 'unconfined') return { seccomp: 'unconfined' };
      return { seccomp: value === 'builtin' ? 'default' : parseSeccompProfile(value) };
    case 'apparmor':
      return { apparmor: value };
    case 'systempaths':
      if (value !== 'unconfined') throw fault('invalid', `invalid --security-opt 2: "${option}"`);
      return { openSystemPaths: true };
    case 'label':
      if (value === 'disable') return {};
      throw fault('not-implemented', `--security-opt ${option}: this machine has no SELinux`);
    default:
      throw fault('invalid', `invalid --security-opt 2: "${option}"`);
  }
}
