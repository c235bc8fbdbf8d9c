import type { InfoFacts } from './info.ts';

/** What this machine cannot do that people may count on, in Docker's words; null when there is nothing to say. */
export function warningsOf({ cgroups, machine }: Pick<InfoFacts, 'cgroups' | 'machine'>): string[] | null {
  const { features, version } = cgroups;
  const v2 = version === '2';
  const lacks: readonly (readonly [there: boolean, what: string])[] = [
    [features.memory, 'No memory limit support'],
    [features.swap, 'No swap limit support'],
    // Nobody can turn it off with version 2, by design.
    [features.oomKillDisable || v2, 'No oom kill disable support'],
    [features.cpuCfs, 'No cpu cfs quota support'],
    [features.cpuCfs, 'No cpu cfs period support'],
    [features.cpuShares, 'No cpu shares support'],
    [features.cpuset, 'No cpuset support'],
    [features.blkioWeight || !v2, 'No io.weight support'],
    [features.blkioWeightDevice || !v2, 'No io.weight (per device) support'],
    [features.blkioReadBps, `No ${v2 ? 'io.max (rbps)' : 'blkio throttle.read_bps_device'} support`],
    [features.blkioWriteBps, `No ${v2 ? 'io.max (wbps)' : 'blkio throttle.write_bps_device'} support`],
    [features.blkioReadIops, `No ${v2 ? 'io.max (riops)' : 'blkio throttle.read_iops_device'} support`],
    [features.blkioWriteIops, `No ${v2 ? 'io.max (wiops)' : 'blkio throttle.write_iops_device'} support`],
    [machine.ipv4Forwarding, 'IPv4 forwarding is disabled'],
  ];
  const warnings = lacks.filter(([there]) => !there).map(([, what]) => `WARNING: ${what}`);
  return warnings.length === 0 ? null : warnings;
}
