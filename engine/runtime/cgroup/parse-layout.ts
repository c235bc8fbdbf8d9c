import type { CgroupLayout } from './layout.ts';

/**
 * The layout from the texts of /proc/self/mountinfo, /proc/self/cgroup (which says what each v1 hierarchy controls) and
 * the v2 hierarchy's `cgroup.controllers`.
 */
export function parseLayout(mountinfo: string, ownCgroups: string, unifiedControllers: string): CgroupLayout {
  const mounts = cgroupMounts(mountinfo);
  const unified = mounts.find((mount) => mount.type === 'cgroup2')?.folder;
  const inV2 = unified === undefined ? [] : unifiedControllers.split(/\s+/).filter(Boolean);
  const controllers = new Map(inV2.map((name) => [name, unified ?? '']));
  const v1 = new Set<string>();
  const tracking = unified === undefined ? [] : [unified];
  for (const names of v1Hierarchies(ownCgroups)) {
    const mount = mounts.find(
      ({ type, options }) => type === 'cgroup' && names.every((n) => options.includes(n)),
    );
    if (mount === undefined) continue;
    v1.add(mount.folder);
    if (names[0]?.startsWith('name=') === true) tracking.push(mount.folder);
    else for (const name of names) controllers.set(name, mount.folder);
  }
  return {
    mode: controllers.size === inV2.length ? 'v2' : unified === undefined ? 'v1' : 'hybrid',
    controllers,
    hierarchies: [...v1, ...(unified === undefined ? [] : [unified])],
    unified,
    tracking,
  };
}

interface CgroupMount {
  readonly type: string;
  readonly folder: string;
  readonly options: readonly string[];
}

/** The control group mounts, those in the usual place first (proc(5), mountinfo: fields after `-` are type, source, options). */
export function cgroupMounts(mountinfo: string): CgroupMount[] {
  return mountinfo
    .split('\n')
    .map((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const [type = '', , options = ''] = after.split(' ');
      return { type, folder: before.split(' ')[4] ?? '', options: options.split(',') };
    })
    .filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
    .sort(
      (a, b) => Number(b.folder.startsWith('/sys/fs/cgroup')) - Number(a.folder.startsWith('/sys/fs/cgroup')),
    );
}

/** For each v1 hierarchy what it controls: lines such as `4:cpu,cpuacct:/` or `1:name=systemd:/`. */
function v1Hierarchies(ownCgroups: string): string[][] {
  return ownCgroups
    .split('\n')
    .map((line) => line.split(':')[1] ?? '')
    .filter((names) => names !== '')
    .map((names) => names.split(','));
}
