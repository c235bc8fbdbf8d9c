import { fault } from '../../base/errors.ts';
import { type Actual, isUp } from '../actual/actual.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Contents } from '../wanted/contents.ts';
import { anonymousLeft } from './anonymous.ts';
import { planContainers, type ServicePlans } from './containers.ts';
import { Draft } from './draft.ts';
import { imageAction } from './images.ts';
import type { UpOptions } from './options.ts';
import { inDependencyOrder, withDependencies } from './order.ts';
import type { Plan } from './plan.ts';
import { planNetworks, planVolumes, removalOf } from './resources.ts';
import { assertSupported } from './supported.ts';
import { planWaits } from './waits.ts';

/**
 * What has to be done so that the engine has what the project wants. A pure function: the same three give the same plan.
 * Throws what makes the wanted impossible (`invalid`, `conflict`, `not-found`), naming the service, before anything is done.
 */
export function planUp(project: Project, actual: Actual, contents: Contents, options: UpOptions = {}): Plan {
  const draft = new Draft();
  const services = chosenServices(project, options);
  for (const service of services) draft.warnings.push(...assertSupported(project, service));

  const removals = planOrphans(draft, project, actual, options);
  const networks = planNetworks(draft, project, services, actual, options, removals);
  const volumes = planVolumes(draft, project, services, actual);
  const images = new Map<string, string>();
  for (const service of services) {
    const action = imageAction(project, service, actual, options);
    if (action !== undefined) images.set(imageName(project, service), draft.add(action));
  }

  const plans: ServicePlans = new Map();
  const around = { draft, project, actual, contents, options, removals, networks, volumes, images, plans };
  if (options.forRun !== true) for (const service of services) planContainers(around, service);
  if (options.wait === true) planWaits(draft, services, actual, plans);
  return draft.finish('up', actual);
}

/** In the order of their dependencies. */
function chosenServices(project: Project, options: UpOptions): readonly Service[] {
  const dependencies = (name: string) =>
    Object.keys(project.services[name]?.depends_on ?? {}).filter(
      (other) => project.services[other] !== undefined,
    );
  const asked = [...(options.services ?? []), ...Object.keys(options.scale ?? {})];
  for (const name of asked) {
    if (project.services[name] !== undefined) continue;
    const profiles = project.inactive[name]?.profiles ?? [];
    const hint =
      profiles.length === 0 ? '' : `; it is there once the profile ${profiles.join(' or ')} is active`;
    throw fault('not-found', `no such service: ${name}${hint}`);
  }
  for (const [name, scale] of Object.entries(options.scale ?? {})) {
    if (!Number.isSafeInteger(scale) || scale < 0)
      throw fault('invalid', `service ${name}: ${scale} is no number of containers`);
  }
  const some = options.services ?? [];
  const base = some.length === 0 ? Object.keys(project.services) : some;
  const names = options.noDependencies === true ? base : withDependencies(base, dependencies);
  return inDependencyOrder(names, dependencies).flatMap((name) => project.services[name] ?? []);
}

/** Containers of services that the file does not have; answers the ids of their removals. */
function planOrphans(draft: Draft, project: Project, actual: Actual, options: UpOptions): readonly string[] {
  const isKnown = (name: string) => name in project.services || name in project.inactive;
  const orphans = actual.containers.filter(({ service, oneoff }) => !oneoff && !isKnown(service));
  const removed = options.removeOrphans === true;
  for (const container of orphans) {
    const { service, name, id } = container;
    draft.orphans.push({ service, name, container: id, running: isUp(container), removed });
  }
  if (!removed) return [];
  return orphans.map((container) => {
    anonymousLeft(draft, container, 'the container that used it is an orphan and goes');
    return draft.add({
      kind: 'container-remove',
      id: removalOf(container),
      after: [],
      reasons: [{ text: `the file has no service ${container.service}` }],
      service: container.service,
      name: container.name,
      container: container.id,
      running: isUp(container),
      volumes: false,
    });
  });
}
