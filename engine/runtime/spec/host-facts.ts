import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { detectCgroups, readOptional } from '../cgroup/layout.ts';
import { ALL_CAPABILITIES } from './capabilities.ts';
import { parseSeccompProfile } from './seccomp.ts';
import type { HostFacts } from './spec-input.ts';

/**
 * Reads what the machine and this process can do; it does not change while the engine runs. Throws `unavailable` when there
 * are no control groups.
 *
 * @param seccompFile the profile that comes with Gantry, `assets/seccomp.json`
 */
export async function readHostFacts(seccompFile: string): Promise<HostFacts> {
  const [cgroups, status, limits, oom, apparmor, cpus, profile] = await Promise.all([
    detectCgroups(),
    readFile('/proc/self/status', 'utf8'),
    readFile('/proc/self/limits', 'utf8'),
    readFile('/proc/self/oom_score_adj', 'utf8'),
    readOptional('/sys/module/apparmor/parameters/enabled'),
    readOptional('/sys/devices/system/cpu/possible'),
    readFile(seccompFile, 'utf8'),
  ]);
  return {
    cgroups,
    swapLimit: await limitsSwap(cgroups),
    arch: process.arch,
    kernel: parseKernel(release()),
    capabilities: parseCapabilities(/^CapBnd:\s*(\w+)/m.exec(status)?.[1] ?? '0'),
    rlimits: parseLimits(limits),
    oomScoreAdj: Number.parseInt(oom, 10),
    apparmor: apparmor.startsWith('Y'),
    seccomp: /^Seccomp:/m.test(status),
    thermalPaths: await thermalPaths(cpus),
    seccompProfile: parseSeccompProfile(profile),
  };
}

/** Major and minor of a release such as `6.1.0-13-amd64`. */
export function parseKernel(text: string): readonly [number, number] {
  const [major = 0, minor = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor];
}

/** The names in a set that is written as a hexadecimal bit mask. */
export function parseCapabilities(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  return ALL_CAPABILITIES.filter((_name, bit) => (bits >> BigInt(bit)) & 1n);
}

/** The kernel's words for limits (proc(5), /proc/PID/limits), and the specification's. */
const LIMITS: Readonly<Record<string, string>> = {
  'Max cpu time': 'RLIMIT_CPU',
  'Max file size': 'RLIMIT_FSIZE',
  'Max data size': 'RLIMIT_DATA',
  'Max stack size': 'RLIMIT_STACK',
  'Max core file size': 'RLIMIT_CORE',
  'Max resident set': 'RLIMIT_RSS',
  'Max processes': 'RLIMIT_NPROC',
  'Max open files': 'RLIMIT_NOFILE',
  'Max locked memory': 'RLIMIT_MEMLOCK',
  'Max file locks': 'RLIMIT_LOCKS',
  'Max pending signals': 'RLIMIT_SIGPENDING',
  'Max msgqueue size': 'RLIMIT_MSGQUEUE',
  'Max nice priority': 'RLIMIT_NICE',
  'Max realtime priority': 'RLIMIT_RTPRIO',
  'Max realtime timeout': 'RLIMIT_RTTIME',
};

/** Parses /proc/PID/limits; `unlimited` becomes Infinity. */
export function parseLimits(text: string): HostFacts['rlimits'] {
  const value = (word: string) => (word === 'unlimited' ? Number.POSITIVE_INFINITY : Number(word));
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, words = '', soft = '', hard = ''] = /^(Max [a-z ]+?)\s{2,}(\S+)\s+(\S+)/.exec(line) ?? [];
      const type = LIMITS[words];
      return type === undefined ? [] : [[type, { soft: value(soft), hard: value(hard) }]];
    }),
  );
}

/** The root cgroup has no such file with v2, so any child that a service manager made tells; there is always one. */
async function limitsSwap({ mode, controllers, unified }: HostFacts['cgroups']): Promise<boolean> {
  const memory = controllers.get('memory');
  if (memory === undefined) return false;
  if (mode !== 'v2') return (await readOptional(join(memory, 'memory.memsw.limit_in_bytes'))) !== '';
  const own = (await readFile('/proc/self/cgroup', 'utf8')).trim().split('::')[1] ?? '/';
  return own === '/' || (await readOptional(join(unified ?? memory, own, 'memory.swap.max'))) !== '';
}

async function thermalPaths(possible: string): Promise<string[]> {
  const last = Number.parseInt(possible.trim().split(/[-,]/).at(-1) ?? '0', 10) || 0;
  const folders = Array.from(
    { length: last + 1 },
    (_, cpu) => `/sys/devices/system/cpu/cpu${cpu}/thermal_throttle`,
  );
  const found = await Promise.all(folders.map((folder) => readOptional(join(folder, 'core_throttle_count'))));
  return folders.filter((_folder, at) => found[at] !== '');
}
