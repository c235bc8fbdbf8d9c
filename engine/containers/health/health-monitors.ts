import { messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import type { ExecStore } from '../exec/exec-store.ts';
import type { ContainerState } from '../state.ts';
import { afterProbe, pauseBefore, STARTING } from './health.ts';
import { type HealthPlan, healthPlanOf } from './health-plan.ts';
import { runProbe } from './run-probe.ts';

/**
 * Runs the health checks of all running containers, each at its own pace, one probe of a container at a time. A paused
 * container is left alone; one that an earlier engine started is taken over with the health that it had.
 */
export class HealthMonitors {
  readonly #deps: Deps;
  readonly #execs: ExecStore;
  readonly #watched = new Map<string, AbortController>();
  #stopListening: () => void = () => undefined;

  constructor(deps: Deps, execs: ExecStore) {
    this.#deps = deps;
    this.#execs = execs;
  }

  /** Begins with the containers that run, and goes on with every start. */
  start(): void {
    const { store } = this.#deps;
    this.#stopListening = store.onState((id, _before, after) => this.#follow(id, after));
    for (const { record, stored } of store.all()) this.#follow(record.id, stored.state);
  }

  close(): void {
    this.#stopListening();
    for (const watch of this.#watched.values()) watch.abort();
    this.#watched.clear();
  }

  #follow(id: string, state: ContainerState | undefined): void {
    this.#watched.get(id)?.abort();
    this.#watched.delete(id);
    if (state?.status !== 'running') return;
    const plan = healthPlanOf(this.#deps.store.get(id).record.config);
    if (plan === undefined) return;
    const watch = new AbortController();
    this.#watched.set(id, watch);
    void this.#watch(id, plan, Date.parse(state.process.startedAt), watch.signal);
  }

  async #watch(id: string, plan: HealthPlan, startedAt: number, signal: AbortSignal): Promise<void> {
    const { clock, logger, store } = this.#deps;
    try {
      for (;;) {
        const health = store.get(id).stored.health ?? STARTING;
        await clock.sleep(pauseBefore(health, plan, clock.now() - startedAt), signal);
        const began = clock.now();
        const probe = await runProbe(this.#deps, this.#execs, id, plan);
        await store.lock(id, async () => {
          const entry = store.peek(id);
          if (signal.aborted || entry === undefined) return;
          const before = entry.stored.health ?? STARTING;
          const after = afterProbe(before, plan, probe, began - startedAt);
          // Told as soon as it can be seen, and not only once it is on disk.
          const written = store.updateState(id, { health: after });
          if (after.status !== before.status)
            tell(this.#deps, entry.record, `health_status: ${after.status}`);
          await written;
        });
      }
    } catch (error) {
      if (signal.aborted) return;
      logger.error('the health of a container is not watched any more', {
        container: id,
        error: messageOf(error),
      });
    }
  }
}
