import { readFile } from 'node:fs/promises';

/**
 * The pid of a process in its own pid namespace: the last number of `NSpid` (proc(5), /proc/pid/status). Undefined when it is
 * gone.
 */
export async function seenPid(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const seen = /^NSpid:\s+(?:\d+\s+)*(\d+)$/m.exec(status)?.[1];
  return seen === undefined ? undefined : Number(seen);
}
