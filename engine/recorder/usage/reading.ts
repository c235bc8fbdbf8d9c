import { join } from 'node:path';
import { KeptFile, kernelBytes } from '../../disk/kernel-file.ts';
import { type CgroupLayout, cgroupFolder } from '../../runtime/cgroup/layout.ts';
import { ioBytesV1, ioBytesV2, numberAfter, numberIn, trafficOf } from './parse.ts';

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
  /** Of the cgroup, below each hierarchy. */
  readonly cgroup: string;
  /** Of a process in the container's own network; undefined when it has none of its own. */
  readonly networkPid: number | undefined;
}

/** The files that tell of one run of a container. Five of the six stay open until `close`. */
export class Counters {
  readonly #isV2: boolean;
  readonly #files: CgroupFiles;
  readonly #network: string | undefined;

  constructor(layout: CgroupLayout, { cgroup, networkPid }: Place) {
    this.#isV2 = layout.mode === 'v2';
    this.#files = this.#isV2 ? filesV2(layout, cgroup) : filesV1(layout, cgroup);
    this.#network = networkPid === undefined ? undefined : `/proc/${networkPid}/net/dev`;
  }

  /** Undefined when the cgroup is not there (any more). */
  read(): Reading | undefined {
    const { memory, memoryStat, io, processes } = this.#files;
    const cpu = this.#files.cpu.read();
    if (cpu === undefined) return undefined;
    const nanoseconds = this.#isV2 ? numberAfter(cpu, 'usage_usec ') * 1000 : numberIn(cpu);
    const used = numberIn(memory.read());
    const unused = numberAfter(memoryStat.read(), this.#isV2 ? 'inactive_file ' : 'total_inactive_file ');
    const disk = this.#isV2 ? ioBytesV2(io.read()) : ioBytesV1(io.read());
    const traffic = this.#network === undefined ? undefined : trafficOf(kernelBytes(this.#network));
    return {
      cpu: nanoseconds,
      memory: workingSet(used, unused),
      received: traffic?.received ?? Number.NaN,
      sent: traffic?.sent ?? Number.NaN,
      read: disk.read,
      written: disk.written,
      processes: numberIn(processes.read()),
    };
  }

  close(): void {
    for (const file of Object.values(this.#files)) file.close();
  }
}

/** What each number is read from. */
type CgroupFiles = Readonly<Record<'cpu' | 'memory' | 'memoryStat' | 'io' | 'processes', KeptFile>>;

function filesV2(layout: CgroupLayout, cgroup: string): CgroupFiles {
  const file = (name: string) => new KeptFile(join(layout.unified ?? '/', cgroup, name));
  return {
    cpu: file('cpu.stat'),
    memory: file('memory.current'),
    memoryStat: file('memory.stat'),
    io: file('io.stat'),
    processes: file('pids.current'),
  };
}

function filesV1(layout: CgroupLayout, cgroup: string): CgroupFiles {
  // What nothing controls is a file that is not there.
  const file = (controller: string, name: string) =>
    new KeptFile(join(cgroupFolder(layout, controller, cgroup) ?? '/nothing', name));
  return {
    cpu: file('cpuacct', 'cpuacct.usage'),
    memory: file('memory', 'memory.usage_in_bytes'),
    memoryStat: file('memory', 'memory.stat'),
    io: file('blkio', 'blkio.throttle.io_service_bytes_recursive'),
    processes: file('pids', 'pids.current'),
  };
}

/** What a container would miss: its memory without the cache that nobody looked at lately, as `docker stats` shows it. */
function workingSet(usage: number, inactiveFile: number): number {
  return Number.isNaN(inactiveFile) || inactiveFile > usage ? usage : usage - inactiveFile;
}
