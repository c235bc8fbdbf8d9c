import type { ContainerTop } from '../api/types/container.ts';
import { fault } from '../base/errors.ts';
import { ProgramError, run } from '../process/run.ts';
import { runtimeOf } from './choose-runtime.ts';
import type { Deps } from './deps.ts';
import { notRunning } from './lifecycle/stop.ts';
import { isLive } from './state.ts';

/**
 * The container's processes as the host's `ps` tells them, with pids of the host, as in Docker. Throws `conflict` when it
 * does not run, `invalid` for arguments that ps refuses or that show no PID column.
 */
export async function topOf(deps: Deps, id: string, psArgs: string): Promise<ContainerTop> {
  const { record, stored } = deps.store.get(id);
  if (!isLive(stored.state)) throw notRunning(id);
  const pids = new Set(await (await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime)).processes(id));
  const args = psArgs.trim() === '' ? ['-ef'] : psArgs.trim().split(/\s+/);
  let text: string;
  try {
    text = (await run('ps', args, { timeoutMs: 10_000, successExitCodes: [0, 1] })).stdout;
  } catch (cause) {
    if (cause instanceof ProgramError) throw fault('invalid', `ps: ${cause.stderr.trim()}`, cause);
    throw cause;
  }
  return parsePs(text, pids);
}

/** Picks the rows of `pids` out of what ps printed. The last column takes the rest of its line. */
export function parsePs(text: string, pids: ReadonlySet<number>): ContainerTop {
  const [head = '', ...lines] = text.split('\n');
  const titles = head.trim().split(/\s+/);
  const pidColumn = titles.indexOf('PID');
  if (pidColumn < 0) throw fault('invalid', "Couldn't find PID field in ps output");
  const processes = lines
    .filter((line) => line.trim() !== '')
    .map((line) => splitInto(line, titles.length))
    .filter((row) => pids.has(Number(row[pidColumn])));
  return { Titles: titles, Processes: processes };
}

function splitInto(line: string, columns: number): string[] {
  const fields = line.trim().split(/\s+/);
  return [...fields.slice(0, columns - 1), fields.slice(columns - 1).join(' ')];
}
