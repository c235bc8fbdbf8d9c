import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { parseSeccompProfile } from '../../runtime/spec/seccomp.ts';
import type { HostFacts, SeccompChoice } from '../../runtime/spec/spec-input.ts';

/** What `--security-opt` says. */
export interface SecurityOptions {
  readonly noNewPrivileges: boolean;
  readonly seccomp: SeccompChoice;
  readonly apparmor: string | undefined;
  /** `systempaths=unconfined`: neither masked nor read-only paths. */
  readonly openSystemPaths: boolean;
  /** What SELinux is told. */
  readonly labels: readonly string[];
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
    labels: [],
  };
  for (const option of host.SecurityOpt ?? []) {
    const { labels = [], ...said } = parseOption(option);
    options = { ...options, ...said, labels: [...options.labels, ...labels] };
  }
  return options;
}

/**
 * Checks the security options against what the machine has. Throws `invalid` for one that is none, and for an AppArmor
 * profile where there is no AppArmor: it would leave open what was to be closed.
 *
 * @returns a sentence for each that has no effect
 */
export function checkSecurity(host: HostConfig, machine: Pick<HostFacts, 'apparmor'>): string[] {
  const { apparmor = '', labels } = securityOf(host);
  if (apparmor !== '' && apparmor !== 'unconfined' && !machine.apparmor) {
    throw fault(
      'invalid',
      `the AppArmor profile "${apparmor}" cannot be used: AppArmor is not enabled on this machine`,
    );
  }
  // As in Docker without --selinux-enabled, labels are taken and mean nothing; but here that is said.
  return labels
    .filter((label) => label !== 'disable')
    .map((label) => `SELinux is not enabled. The security option "label=${label}" is discarded.`);
}

/** What Go's ParseBool takes. */
const BOOLEANS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false]),
]);

function parseOption(option: string): Partial<SecurityOptions> {
  if (option === 'no-new-privileges') return { noNewPrivileges: true };
  if (option === 'disable') return { labels: ['disable'] };
  const at = option.includes('=') ? option.indexOf('=') : option.indexOf(':');
  if (at < 0) throw fault('invalid', `invalid --security-opt 1: "${option}"`);
  const [key, value] = [option.slice(0, at), option.slice(at + 1)];
  const invalid = () => fault('invalid', `invalid --security-opt 2: "${option}"`);
  switch (key) {
    case 'no-new-privileges': {
      const wanted = BOOLEANS[value];
      if (wanted === undefined) throw invalid();
      return { noNewPrivileges: wanted };
    }
    case 'seccomp':
      if (value === 'unconfined') return { seccomp: 'unconfined' };
      return { seccomp: value === '' || value === 'builtin' ? 'default' : parseSeccompProfile(value) };
    case 'apparmor':
      return { apparmor: value };
    case 'systempaths':
      if (value !== 'unconfined') throw invalid();
      return { openSystemPaths: true };
    case 'label':
      return { labels: [value] };
    default:
      throw invalid();
  }
}
