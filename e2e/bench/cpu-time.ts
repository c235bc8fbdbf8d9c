import { readFile } from 'node:fs/promises';

/** Milliseconds for which a process and the children that it waited for kept processors busy (proc(5), stat). */
export async function cpuMillisecondsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'latin1')).split(') ')[1]?.split(' ') ?? [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks * 10; // USER_HZ is 100 on every machine that Node runs on
}
