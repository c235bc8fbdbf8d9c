import { fault } from '../../base/errors.ts';
import type { OciCapabilities } from './oci.ts';

/** All capabilities by their numbers (capabilities(7), linux/capability.h). */
export const ALL_CAPABILITIES: readonly string[] = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_DAC_READ_SEARCH',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_SETGID',
  'CAP_SETUID',
  'CAP_SETPCAP',
  'CAP_LINUX_IMMUTABLE',
  'CAP_NET_BIND_SERVICE',
  'CAP_NET_BROADCAST',
  'CAP_NET_ADMIN',
  'CAP_NET_RAW',
  'CAP_IPC_LOCK',
  'CAP_IPC_OWNER',
  'CAP_SYS_MODULE',
  'CAP_SYS_RAWIO',
  'CAP_SYS_CHROOT',
  'CAP_SYS_PTRACE',
  'CAP_SYS_PACCT',
  'CAP_SYS_ADMIN',
  'CAP_SYS_BOOT',
  'CAP_SYS_NICE',
  'CAP_SYS_RESOURCE',
  'CAP_SYS_TIME',
  'CAP_SYS_TTY_CONFIG',
  'CAP_MKNOD',
  'CAP_LEASE',
  'CAP_AUDIT_WRITE',
  'CAP_AUDIT_CONTROL',
  'CAP_SETFCAP',
  'CAP_MAC_OVERRIDE',
  'CAP_MAC_ADMIN',
  'CAP_SYSLOG',
  'CAP_WAKE_ALARM',
  'CAP_BLOCK_SUSPEND',
  'CAP_AUDIT_READ',
  'CAP_PERFMON',
  'CAP_BPF',
  'CAP_CHECKPOINT_RESTORE',
];

/** What a container has when nothing else is said: Docker's documented list. */
const DEFAULT_CAPABILITIES: readonly string[] = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FSETID',
  'CAP_FOWNER',
  'CAP_MKNOD',
  'CAP_NET_RAW',
  'CAP_SETGID',
  'CAP_SETUID',
  'CAP_SETFCAP',
  'CAP_SETPCAP',
  'CAP_NET_BIND_SERVICE',
  'CAP_SYS_CHROOT',
  'CAP_KILL',
  'CAP_AUDIT_WRITE',
];

/** What `--privileged`, `--cap-add` and `--cap-drop` say. */
export interface CapabilityChoice {
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
}

/**
 * The capabilities of a container, in the order of their numbers. `ALL` added starts from everything, `ALL` dropped from
 * nothing; dropping wins over the defaults, adding over `ALL` dropped. What is not in `available` (the engine's own
 * bounding set) is left out, since the runtime could not give it. Throws `invalid` for a name that is none.
 */
export function chooseCapabilities(choice: CapabilityChoice, available: readonly string[]): string[] {
  const add = choice.capAdd.map(fullName);
  const drop = choice.capDrop.map(fullName);
  const chosen = new Set(choose(choice.privileged, add, drop));
  return ALL_CAPABILITIES.filter((name) => chosen.has(name) && available.includes(name));
}

function choose(privileged: boolean, add: readonly string[], drop: readonly string[]): readonly string[] {
  if (privileged) return ALL_CAPABILITIES;
  if (add.includes('ALL')) return ALL_CAPABILITIES.filter((name) => !drop.includes(name));
  if (drop.includes('ALL')) return add;
  return [...DEFAULT_CAPABILITIES.filter((name) => !drop.includes(name)), ...add];
}

/** `net_admin` and `CAP_NET_ADMIN` are one, and so are `all` and `CAP_ALL`: `ALL`. Whether there is such a one is not looked at. */
export function capabilityName(name: string): string {
  const upper = name.toUpperCase();
  if (upper === 'ALL' || upper === 'CAP_ALL') return 'ALL';
  return upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

function fullName(name: string): string {
  const full = capabilityName(name);
  if (full !== 'ALL' && !ALL_CAPABILITIES.includes(full)) {
    throw fault('invalid', `unknown capability: "${full}"`);
  }
  return full;
}

/**
 * The sets of a process (config.md#linux-process). Another user than root starts without effective ones, as after execve(2),
 * and nothing is inheritable, so that file capabilities stay what raises them.
 */
export function capabilitySets(names: readonly string[], uid: number): OciCapabilities {
  const active = uid === 0 ? names : [];
  return { bounding: names, effective: active, permitted: active, inheritable: [], ambient: [] };
}
