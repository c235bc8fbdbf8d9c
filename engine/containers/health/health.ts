import type { HealthProbe, HealthStatus, HealthView } from '../../api/types/container.ts';
import type { HealthPlan } from './health-plan.ts';

/** How many results are kept, as Docker does. */
const KEPT_PROBES = 5;

/** What is known of a container's health in its present run. */
export interface Health {
  readonly status: HealthStatus;
  readonly failingStreak: number;
  /** The last results, oldest first. */
  readonly probes: readonly HealthProbe[];
}

export const STARTING: Health = { status: 'starting', failingStreak: 0, probes: [] };

/** Health after a probe that began `sinceStartMs` after the container did. */
export function afterProbe(
  health: Health,
  plan: HealthPlan,
  probe: HealthProbe,
  sinceStartMs: number,
): Health {
  const probes = [...health.probes, probe].slice(-KEPT_PROBES);
  if (probe.ExitCode === 0) return { status: 'healthy', failingStreak: 0, probes };
  if (health.status === 'starting' && sinceStartMs < plan.startPeriodMs) return { ...health, probes };
  const failingStreak = health.failingStreak + 1;
  return { status: failingStreak >= plan.retries ? 'unhealthy' : health.status, failingStreak, probes };
}

/** Milliseconds to wait before the next probe. */
export function pauseBefore(health: Health, plan: HealthPlan, sinceStartMs: number): number {
  const isStarting = health.status === 'starting' && sinceStartMs < plan.startPeriodMs;
  return isStarting ? plan.startIntervalMs : plan.intervalMs;
}

/** A run that has ended is unhealthy to whoever waits for its health; its last results stay to be read. */
export function afterRun(health: Health): Health {
  return { ...health, status: 'unhealthy' };
}

/** In the shape of `docker inspect`. */
export function healthView({ status, failingStreak, probes }: Health): HealthView {
  return { Status: status, FailingStreak: failingStreak, Log: probes };
}
