import type { LastLine, PastRun, RunMemory } from '../../api/types/runs.ts';
import { messageOf } from '../../base/errors.ts';
import { readCgroupStats } from '../../runtime/cgroup/read-stats.ts';
import { cgroupOf, type Deps } from '../deps.ts';
import { readLogs } from '../logs/read-logs.ts';
import type { StoredState } from '../record.ts';
import type { LastRun } from '../state.ts';

const KEPT_LINES = 20;
const KEPT_CHARACTERS = 500;

/** The facts of a run that has just ended; its cgroup must still be there. */
export async function endedRun(
  deps: Deps,
  id: string,
  last: LastRun,
  before: Pick<StoredState, 'health' | 'request'>,
  restarted: boolean,
): Promise<PastRun> {
  const [memory, lastLines] = await Promise.all([memoryOf(deps, id), lastLinesOf(deps, id, last.startedAt)]);
  return {
    ...last,
    error: '',
    restarted,
    lastLines,
    ...(memory === undefined ? {} : { memory }),
    ...(before.health === undefined ? {} : { health: before.health.status }),
    ...(before.request === undefined ? {} : { request: before.request }),
  };
}

/** The facts of a start that failed. */
export function failedStart(deps: Pick<Deps, 'clock'>, exitCode: number, error: string): PastRun {
  const finishedAt = new Date(deps.clock.now()).toISOString();
  return { startedAt: '', finishedAt, exitCode, error, oomKilled: false, restarted: false, lastLines: [] };
}

async function memoryOf(deps: Deps, id: string): Promise<RunMemory | undefined> {
  const record = deps.store.peek(id)?.record;
  if (record === undefined) return undefined;
  const stats = await readCgroupStats(deps.host.cgroups, cgroupOf(deps, record)).catch(() => undefined);
  if (stats === undefined) return undefined;
  const { limit, maxUsage, oomKills } = stats.memory;
  return {
    oomKills,
    ...(limit === undefined ? {} : { limit }),
    ...(maxUsage === undefined ? {} : { peak: maxUsage }),
  };
}

async function lastLinesOf(deps: Deps, id: string, startedAt: string): Promise<readonly LastLine[]> {
  const since = Date.parse(startedAt) / 1000;
  const options = { stdout: true, stderr: true, follow: false, tail: KEPT_LINES, since };
  const lines: LastLine[] = [];
  try {
    for await (const entries of readLogs(deps.store, id, options, new AbortController().signal)) {
      for (const { stream, data } of entries)
        lines.push({ stream, text: data.toString('utf8', 0, KEPT_CHARACTERS).trimEnd() });
    }
  } catch (error) {
    deps.logger.warn('the last lines of a run cannot be read', { container: id, error: messageOf(error) });
  }
  return lines.slice(-KEPT_LINES);
}
