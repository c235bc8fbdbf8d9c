import { type Actual, isUp } from '../actual/actual.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { ServicePlans } from './containers.ts';
import type { Draft } from './draft.ts';

/** Plans what a service waits for before it starts; answers the ids. What holds already, and is left alone, is not waited for. */
export function waitsFor(
  draft: Draft,
  project: Project,
  service: Service,
  actual: Actual,
  plans: ServicePlans,
): readonly string[] {
  const ids: string[] = [];
  for (const [other, { condition, required }] of Object.entries(service.depends_on ?? {})) {
    if (condition === 'service_started' || project.services[other] === undefined) continue;
    const after = plans.get(other)?.actions ?? [];
    if (after.length === 0 && holds(other, condition, actual)) continue;
    ids.push(
      draft.add({
        kind: 'wait',
        id: `wait for ${other} ${condition} for ${service.name}`,
        after,
        reasons: [{ text: `\`depends_on.${other}.condition\` of ${service.name} is \`${condition}\`` }],
        service: other,
        condition,
        forServices: [service.name],
        required,
      }),
    );
  }
  return ids;
}

/** Plans to wait until each service with a health check is healthy (`up --wait`). */
export function planWaits(
  draft: Draft,
  services: readonly Service[],
  actual: Actual,
  plans: ServicePlans,
): void {
  for (const { name, healthcheck } of services) {
    if (healthcheck === undefined || healthcheck.disable === true) continue;
    const after = plans.get(name)?.actions ?? [];
    if (after.length === 0 && holds(name, 'service_healthy', actual)) continue;
    draft.add({
      kind: 'wait',
      id: `wait for ${name} service_healthy`,
      after,
      reasons: [{ text: 'it was asked for' }],
      service: name,
      condition: 'service_healthy',
      forServices: [],
      required: true,
    });
  }
}

function holds(
  service: string,
  condition: 'service_healthy' | 'service_completed_successfully',
  actual: Actual,
): boolean {
  const containers = actual.containers.filter((one) => one.service === service && !one.oneoff);
  if (containers.length === 0) return false;
  return condition === 'service_healthy'
    ? containers.every((one) => isUp(one) && one.health === 'healthy')
    : containers.every((one) => one.state === 'exited' && one.exitCode === 0);
}
