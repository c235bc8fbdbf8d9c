import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, fault } from '../../base/errors.ts';
import type { CgroupLayout } from './layout.ts';
import { readOptional } from './read-optional.ts';

/** The kernel's period when none is said, microseconds. */
const PERIOD = 1_000_000;

/** Microseconds of realtime that may be used in each period. */
export interface Realtime {
  readonly runtime: number;
  readonly period: number;
}

/**
 * Makes the groups above a container's and gives each as much realtime as the groups in it have and this one wants: a new
 * group has none, and no group can give what it does not have (sched-rt-group.txt). Throws `invalid` when the machine has
 * not as much left.
 */
export async function grantRealtime(layout: CgroupLayout, path: string, wanted: Realtime): Promise<void> {
  const mount = layout.controllers.get('cpu');
  if (mount === undefined || wanted.runtime <= 0) return;
  const share = wanted.runtime / (wanted.period || PERIOD);
  for (const folder of parentsOf(mount, path)) {
    const needed = (await shareInside(folder)) + share;
    if ((await shareOf(folder)) < needed) await setShare(folder, needed);
  }
}

/** Takes back from the groups above a container's, when that is gone, what no other group in them has. */
export async function takeBackRealtime(layout: CgroupLayout, path: string): Promise<void> {
  const mount = layout.controllers.get('cpu');
  if (mount === undefined) return;
  for (const folder of parentsOf(mount, path).reverse()) {
    const needed = await shareInside(folder);
    if ((await shareOf(folder)) > needed) await setShare(folder, needed);
  }
}

/** The folders of the groups above this one, from the top down, without the root. */
function parentsOf(mount: string, path: string): string[] {
  const parents: string[] = [];
  for (let at = dirname(path); at !== '/'; at = dirname(at)) parents.unshift(join(mount, at));
  return parents;
}

async function shareInside(folder: string): Promise<number> {
  const shares = await Promise.all((await groupsIn(folder)).map((name) => shareOf(join(folder, name))));
  return shares.reduce((sum, each) => sum + each, 0);
}

async function groupsIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function shareOf(folder: string): Promise<number> {
  const runtime = Number(await readOptional(join(folder, 'cpu.rt_runtime_us')));
  const period = Number(await readOptional(join(folder, 'cpu.rt_period_us')));
  return runtime > 0 && period > 0 ? runtime / period : 0;
}

async function setShare(folder: string, share: number): Promise<void> {
  const period = Number(await readFile(join(folder, 'cpu.rt_period_us'), 'utf8'));
  const runtime = Math.ceil(share * period);
  try {
    await writeFile(join(folder, 'cpu.rt_runtime_us'), String(runtime));
  } catch (cause) {
    if (errnoOf(cause) !== 'EINVAL') throw cause;
    throw fault(
      'invalid',
      `the machine has not as much realtime left: ${folder} would need ${runtime} of each ${period} µs`,
      cause,
    );
  }
}
