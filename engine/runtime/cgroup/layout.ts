import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '../../base/errors.ts';
import { cgroupMounts, parseLayout } from './parse-layout.ts';
import { readOptional } from './read-optional.ts';

/**
 * How the machine arranges control groups (cgroups(7)): `v1` with a hierarchy per controller, `hybrid` which is v1 plus
 * a v2 hierarchy without most controllers, `v2` with one hierarchy for all.
 */
export type CgroupMode = 'v1' | 'hybrid' | 'v2';

/** Where the hierarchies are mounted. Read once: nobody moves them while an engine runs, though another engine may add one. */
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

/** The folder of a cgroup in the hierarchy of one controller; undefined when nothing controls that. */
export function cgroupFolder(layout: CgroupLayout, controller: string, path: string): string | undefined {
  const mount = layout.controllers.get(controller);
  return mount === undefined ? undefined : join(mount, path);
}
