import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fault } from '../../base/errors.ts';

/**
 * How the machine arranges control groups (cgroups(7)): `v1` with a hierarchy per controller, `hybrid` which is v1 plus
 * a v2 hierarchy without most controllers, `v2` with one hierarchy for all.
 */
export type CgroupMode = 'v1' | 'hybrid' | 'v2';

/** Where the hierarchies are mounted. Read once: nobody moves them while the machine runs. */
export interface CgroupLayout {
  readonly mode: CgroupMode;
  /** Mount folder by controller (`memory`, `cpu`, …); with v2 the same one for all. */
  readonly controllers: ReadonlyMap<string, string>;
  /** The mount folder of every hierarchy, also those without a controller; each once. */
  readonly hierarchies: readonly string[];
  /** Of the v2 hierarchy. */
  readonly unified: string | undefined;
  /** The hierarchies that service managers track processes by: v2 and the named ones without controllers. */
  readonly tracking: readonly string[];
}

/** Reads the layout of this machine. Throws `unavailable` when there are no control groups at all. */
export async function detectCgroups(): Promise<CgroupLayout> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const own = await readFile('/proc/self/cgroup', 'utf8');
  const unified = cgroupMounts(mounts).find((mount) => mount.type === 'cgroup2')?.folder;
  const inUnified = unified === undefined ? '' : await readOptional(join(unified, 'cgroup.controllers'));
  const layout = parseLayout(mounts, own, inUnified);
  if (layout.hierarchies.length === 0) {
    throw fault('unavailable', 'no control groups are mounted below /sys/fs/cgroup; containers need them');
  }
  return layout;
}

/**
 * The layout from the texts of /proc/self/mountinfo, /proc/self/cgroup (which says what each v1 hierarchy controls) and
 * the v2 hierarchy's `cgroup.controllers`.
 */
export function parseLayout(mountinfo: string, ownCgroups: string, unifiedControllers: string): CgroupLayout {
  const mounts = cgroupMounts(mountinfo);
  const unified = mounts.find((mount) => mount.type === 'cgroup2')?.folder;
  const controllers = new Map<string, string>();
  for (const name of unified === undefined ? [] : unifiedControllers.split(/\s+/).filter(Boolean)) {
    controllers.set(name, unified as string);
  }
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
    mode: v1.size === 0 ? 'v2' : unified === undefined ? 'v1' : 'hybrid',
    controllers,
    hierarchies: [...v1, ...(unified === undefined ? [] : [unified])],
    unified,
    tracking,
  };
}

/** The folder of a cgroup in the hierarchy of one controller; undefined when nothing controls that. */
export function cgroupFolder(layout: CgroupLayout, controller: string, path: string): string | undefined {
  const mount = layout.controllers.get(controller);
  return mount === undefined ? undefined : join(mount, path);
}

interface CgroupMount {
  readonly type: string;
  readonly folder: string;
  readonly options: readonly string[];
}

/** The control group mounts, those in the usual place first (proc(5), mountinfo: fields after `-` are type, source, options). */
function cgroupMounts(mountinfo: string): CgroupMount[] {
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

/** A file's text, or nothing when it is not there (a controller or kernel without it). */
export async function readOptional(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENODEV' || code === 'EOPNOTSUPP') return '';
    throw error;
  }
}
