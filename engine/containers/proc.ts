import { readFile } from 'node:fs/promises';
import { errnoOf } from '../base/errors.ts';

/**
 * When a process was started, in clock ticks since boot (proc(5), field 22 of stat): together with its pid it names one
 * process for as long as the machine is up. Undefined when there is no such process, or only its zombie.
 */
export async function startTicksOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
