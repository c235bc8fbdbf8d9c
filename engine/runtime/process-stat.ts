import { errnoOf } from '../base/errors.ts';
import { kernelFileIfThere } from '../disk/kernel-file.ts';

/** A process as the kernel sees it (proc(5), /proc/PID/stat). */
export interface ProcessStat {
  /** One letter; `Z` and `X` are dead. */
  readonly state: string;
  readonly parent: number;
  /** Clock ticks after boot; with the pid it names a process for ever. */
  readonly startTime: number;
}

/** Reads what is true of a pid now; undefined when there is no such process. */
export async function readProcessStat(pid: number): Promise<ProcessStat | undefined> {
  const line = kernelFileIfThere(`/proc/${pid}/stat`);
  return line === undefined ? undefined : parseProcessStat(line);
}

/** True when the pid is somebody's, a zombie's included: one question to the kernel, for those who ask often. */
export function pidIsTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

/** Parses one line; the command's name in brackets may hold spaces and brackets. */
function parseProcessStat(line: string): ProcessStat {
  const [state = 'X', parent = '0', ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent), startTime: Number(rest[17]) };
}

/** True when the process with this pid and start time lives; a zombie does not. */
export async function isAlive(pid: number, startTime: number): Promise<boolean> {
  const stat = await readProcessStat(pid);
  return stat !== undefined && stat.startTime === startTime && stat.state !== 'Z' && stat.state !== 'X';
}
