import { join } from 'node:path';
import { readKernelFile } from '../../disk/kernel-file.ts';
import { type CgroupLayout, cgroupFolder } from '../../runtime/cgroup/layout.ts';
import { bytesOf, ioBytesV1, ioBytesV2, numberAfter, trafficOf } from './parse.ts';

/** What the kernel counted for a container so far. NaN where it does not tell. */
export interface Reading {
  /** Nanoseconds of processor time. */
  readonly cpu: number;
  readonly memory: number;
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
  readonly processes: number;
}

/** Which files to read. */
export interface Place {
  readonly layout: CgroupLayout;
  /** Of the cgroup, below each hierarchy. */
  readonly cgroup: string;
  /** Of a process in the container's own network; undefined when it has none of its own. */
  readonly networkPid: number | undefined;
}

type Read = (path: string) => string;

/** Reads the six files that are needed and no more; undefined when the cgroup is not there (any more). */
export function takeReading(place: Place, read: Read): Reading | undefined {
  const cgroup = place.layout.mode === 'v2' ? cgroupV2(place, read) : cgroupV1(place, read);
  if (cgroup === undefined) return undefined;
  const { networkPid } = place;
  const traffic =
    networkPid === undefined ? undefined : trafficOf(readKernelFile(`/proc/${networkPid}/net/dev`));
  return { ...cgroup, received: traffic?.received ?? Number.NaN, sent: traffic?.sent ?? Number.NaN };
}

type CgroupReading = Omit<Reading, 'received' | 'sent'>;

function cgroupV2({ layout, cgroup }: Place, read: Read): CgroupReading | undefined {
  const folder = join(layout.unified ?? '/', cgroup);
  const text = (name: string) => read(join(folder, name));
  const cpu = text('cpu.stat');
  if (cpu === '') return undefined;
  return {
    cpu: numberAfter(cpu, 'usage_usec ') * 1000,
    memory: workingSet(bytesOf(text('memory.current')), numberAfter(text('memory.stat'), 'inactive_file ')),
    ...ioBytesV2(text('io.stat')),
    processes: bytesOf(text('pids.current')),
  };
}

function cgroupV1({ layout, cgroup }: Place, read: Read): CgroupReading | undefined {
  const text = (controller: string, name: string) => {
    const folder = cgroupFolder(layout, controller, cgroup);
    return folder === undefined ? '' : read(join(folder, name));
  };
  const cpu = text('cpuacct', 'cpuacct.usage');
  if (cpu === '') return undefined;
  return {
    cpu: bytesOf(cpu),
    memory: workingSet(
      bytesOf(text('memory', 'memory.usage_in_bytes')),
      numberAfter(text('memory', 'memory.stat'), 'total_inactive_file '),
    ),
    ...ioBytesV1(text('blkio', 'blkio.throttle.io_service_bytes_recursive')),
    processes: bytesOf(text('pids', 'pids.current')),
  };
}

/** What a container would miss: its memory without the cache that nobody looked at lately, as `docker stats` shows it. */
function workingSet(usage: number, inactiveFile: number): number {
  return Number.isNaN(inactiveFile) || inactiveFile > usage ? usage : usage - inactiveFile;
}
