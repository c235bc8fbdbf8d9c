import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CgroupLayout } from './layout.ts';
import { readOptional } from './read-optional.ts';

/** What the control groups of a machine can limit; a kernel without a feature has no file for it. */
export interface CgroupFeatures {
  readonly memory: boolean;
  readonly swap: boolean;
  readonly memoryReservation: boolean;
  readonly memorySwappiness: boolean;
  readonly oomKillDisable: boolean;
  readonly kernelMemory: boolean;
  readonly kernelMemoryTcp: boolean;
  readonly cpuShares: boolean;
  readonly cpuCfs: boolean;
  readonly cpuRealtime: boolean;
  readonly cpuset: boolean;
  readonly pids: boolean;
  readonly blkioWeight: boolean;
  readonly blkioWeightDevice: boolean;
  readonly blkioReadBps: boolean;
  readonly blkioWriteBps: boolean;
  readonly blkioReadIops: boolean;
  readonly blkioWriteIops: boolean;
  /** The processors and memory nodes there are, as `0-3,8`. */
  readonly cpus: string;
  readonly mems: string;
}

/** Looks what is there. `swap` is found elsewhere, since v2 shows it in child groups only. */
export async function readCgroupFeatures(layout: CgroupLayout, swap: boolean): Promise<CgroupFeatures> {
  const files = await filesOf(layout);
  const cpuset = layout.controllers.get('cpuset') ?? '';
  const [cpus, mems] = await Promise.all(['cpus', 'mems'].map((what) => readCpuset(cpuset, what)));
  return featuresOf(layout.mode === 'v2', new Set(layout.controllers.keys()), files, {
    swap,
    cpus: cpus ?? '',
    mems: mems ?? '',
  });
}

/** The features, from the controllers that are mounted and (v1 only) the names of the files in their folders. */
export function featuresOf(
  v2: boolean,
  controllers: ReadonlySet<string>,
  files: ReadonlySet<string>,
  rest: Pick<CgroupFeatures, 'swap' | 'cpus' | 'mems'>,
): CgroupFeatures {
  const either = (controller: string, file: string) => (v2 ? controllers.has(controller) : files.has(file));
  return {
    ...rest,
    memory: controllers.has('memory'),
    memoryReservation: either('memory', 'memory.soft_limit_in_bytes'),
    memorySwappiness: files.has('memory.swappiness'),
    oomKillDisable: files.has('memory.oom_control'),
    // Since Linux 5.4 the files may be there and do nothing; the runtimes do not write them any more.
    kernelMemory: false,
    kernelMemoryTcp: false,
    cpuShares: either('cpu', 'cpu.shares'),
    cpuCfs: either('cpu', 'cpu.cfs_quota_us'),
    cpuRealtime: files.has('cpu.rt_runtime_us'),
    cpuset: controllers.has('cpuset'),
    pids: controllers.has('pids'),
    blkioWeight: v2 ? controllers.has('io') : files.has('blkio.weight') || files.has('blkio.bfq.weight'),
    blkioWeightDevice: v2
      ? controllers.has('io')
      : files.has('blkio.weight_device') || files.has('blkio.bfq.weight_device'),
    blkioReadBps: either('io', 'blkio.throttle.read_bps_device'),
    blkioWriteBps: either('io', 'blkio.throttle.write_bps_device'),
    blkioReadIops: either('io', 'blkio.throttle.read_iops_device'),
    blkioWriteIops: either('io', 'blkio.throttle.write_iops_device'),
  };
}

/** The names of the files in the v1 hierarchies; a group below the root also shows those that the root does not have. */
async function filesOf({ mode, controllers }: CgroupLayout): Promise<ReadonlySet<string>> {
  if (mode === 'v2') return new Set();
  const folders = [...new Set(controllers.values())];
  const names = await Promise.all(folders.map(async (folder) => namesIn(folder)));
  return new Set(names.flat());
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const child = entries.find((entry) => entry.isDirectory());
  const own = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (child === undefined) return own;
  // A group may go while it is looked at.
  const below = await access(join(folder, child.name)).then(
    () => readdir(join(folder, child.name)),
    () => [],
  );
  return [...own, ...below];
}

async function readCpuset(folder: string, what: string): Promise<string> {
  if (folder === '') return '';
  const v1 = await readOptional(join(folder, `cpuset.${what}`));
  return (v1 === '' ? await readOptional(join(folder, `cpuset.${what}.effective`)) : v1).trim();
}
