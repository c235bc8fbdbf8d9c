import { fault } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { healthPlanOf } from '../health/health-plan.ts';
import { runsOf } from '../runs/run-history.ts';
import { type ContainerState, exitCodeOf, isLive } from '../state.ts';

/** So long has a container without a health check to run before it counts as running. */
export const STEADY_MS = 4000;
const LOOK_MS = 100;
const MOST_LINES = 5;

/** Watches a container from before its start, so that no end of its run is missed. `close` it. */
export interface Watched {
  /** How its run ended; undefined while it goes on. `gone` when it was removed too. */
  readonly end: { readonly state: ContainerState; readonly gone: boolean } | undefined;
  close(): void;
}

export function watchEnds(deps: Pick<Deps, 'store'>, id: string): Watched {
  let end: Watched['end'];
  const close = deps.store.onState((changed, before, after) => {
    if (changed !== id) return;
    if (after === undefined) end = { state: end?.state ?? before, gone: true };
    else if (isLive(before) && !isLive(after)) end ??= { state: after, gone: false };
  });
  return {
    get end() {
      return end;
    },
    close,
  };
}

/**
 * Waits until a container that was just started is healthy, or without a health check has run for a while. Throws `conflict`
 * with the reason when it ends before that or becomes unhealthy; rejects when `signal` aborts.
 */
export async function proveItself(
  deps: Deps,
  id: string,
  watched: Watched,
  signal: AbortSignal,
): Promise<void> {
  const isChecked = healthPlanOf(deps.store.get(id).record.config) !== undefined;
  const since = deps.clock.now();
  for (;;) {
    signal.throwIfAborted();
    if (watched.end !== undefined) throw fault('conflict', await whyEnded(deps, id, watched.end));
    const health = deps.store.get(id).stored.health;
    if (health?.status === 'healthy') return;
    if (health?.status === 'unhealthy') {
      const output = health.probes.at(-1)?.Output.trim() ?? '';
      throw fault('conflict', `It became unhealthy${output === '' ? '' : `: ${output}`}.`);
    }
    if (!isChecked && deps.clock.now() - since >= STEADY_MS) return;
    await deps.clock.sleep(LOOK_MS, signal);
  }
}

async function whyEnded(deps: Deps, id: string, end: NonNullable<Watched['end']>): Promise<string> {
  const [run] = end.gone ? [] : await runsOf(deps, id);
  if (run === undefined) return `It ended with exit code ${exitCodeOf(end.state)}.`;
  const lines = run.lastLines.slice(-MOST_LINES).map(({ text }) => text);
  return [run.explanation.headline, ...(lines.length === 0 ? [] : ['It printed last:', ...lines])].join('\n');
}
