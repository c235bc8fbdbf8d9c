import { join } from 'node:path';
import { z } from 'zod';
import type { ContainerRuns, PastRun } from '../../api/types/runs.ts';
import { messageOf } from '../../base/errors.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';
import type { Deps } from '../deps.ts';
import { explainEnd } from './explain-end.ts';

/** How many runs of a container are kept. */
const KEPT_RUNS = 20;

const shape = z.object({
  schema: z.literal(1),
  runs: z.array(
    z.object({ finishedAt: z.string(), exitCode: z.number(), lastLines: z.array(z.unknown()) }).loose(),
  ),
});

/** `runs.json` in the container's folder, newest first. */
function pathOf(deps: Pick<Deps, 'store'>, id: string): string {
  return join(deps.store.folder(id), 'runs.json');
}

/** The runs that have ended, newest first. What cannot be read is logged and counts as none. */
async function readRuns(deps: Pick<Deps, 'store' | 'logger'>, id: string): Promise<readonly PastRun[]> {
  try {
    const found = await readJson(pathOf(deps, id));
    if (found === undefined) return [];
    return shape.parse(found).runs as unknown as readonly PastRun[];
  } catch (error) {
    deps.logger.warn('the past runs of a container cannot be read', {
      container: id,
      error: messageOf(error),
    });
    return [];
  }
}

/** Keeps one more run. Run it under the container's lock; failures are logged, since no run must hang on its history. */
export async function rememberRun(
  deps: Pick<Deps, 'store' | 'logger'>,
  id: string,
  run: PastRun,
): Promise<void> {
  const runs = [run, ...(await readRuns(deps, id))].slice(0, KEPT_RUNS);
  try {
    await writeJson(pathOf(deps, id), { schema: 1, runs }, { durable: false, mode: 0o600 });
  } catch (error) {
    deps.logger.warn('a run of a container is not kept', { container: id, error: messageOf(error) });
  }
}

/** What is told of a container's past runs. */
export async function runsOf(deps: Pick<Deps, 'store' | 'logger'>, id: string): Promise<ContainerRuns> {
  return (await readRuns(deps, id)).map((run) => ({ ...run, explanation: explainEnd(run) }));
}
