import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readTextIfThere, writeFileAtomic } from '../../disk/atomic-write.ts';
import { kernelFileIfThere } from '../../disk/kernel-file.ts';

/** A process that can be told from a later one with its number. */
export interface HolderProcess {
  readonly pid: number;
  /** Clock ticks after boot (proc(5), /proc/PID/stat). */
  readonly startTime: number;
}

/** For the kernel to take a killed one away. */
const DEATH_MS = 500;
const LOOK_EVERY_MS = 10;

/** The process that has this number now; undefined when none does that is alive. */
export function holderProcess(pid: number): HolderProcess | undefined {
  const line = kernelFileIfThere(`/proc/${pid}/stat`);
  // The command's name in brackets may hold spaces and brackets.
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state = 'X'] = fields;
  return state === 'Z' || state === 'X' ? undefined : { pid, startTime: Number(fields[19]) };
}

/** Notes beside a holder's socket which process it is, for an engine to which it does not answer. */
export async function noteHolder(socket: string, pid: number): Promise<void> {
  const found = holderProcess(pid);
  if (found === undefined) return;
  await writeFileAtomic(noteBeside(socket), `${found.pid} ${found.startTime}\n`, { durable: false });
}

/** The process that was noted beside a socket, alive or not. */
export async function notedHolder(socket: string): Promise<HolderProcess | undefined> {
  const text = await readTextIfThere(noteBeside(socket));
  const [, pid, startTime] = /^(\d+) (\d+)\n$/.exec(text ?? '') ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), startTime: Number(startTime) };
}

/** Kills this very process; resolves when it has let go of everything, or does not within half a second. */
export async function killHolder(holder: HolderProcess): Promise<void> {
  const isThere = () => holderProcess(holder.pid)?.startTime === holder.startTime;
  if (!isThere()) return;
  try {
    process.kill(holder.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
  for (let waited = 0; isThere() && waited < DEATH_MS; waited += LOOK_EVERY_MS) await sleep(LOOK_EVERY_MS);
}

function noteBeside(socket: string): string {
  return join(dirname(socket), 'holder.pid');
}
