import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { readCgroupFeatures } from '../cgroup/features.ts';
import { detectCgroups } from '../cgroup/layout.ts';
import { readOptional } from '../cgroup/read-optional.ts';
import { parseCapabilities, parseKernel, parseLimits } from './proc-facts.ts';
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
  const swapLimit = await limitsSwap(cgroups);
  return {
    cgroups,
    features: await readCgroupFeatures(cgroups, swapLimit),
    swapLimit,
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
