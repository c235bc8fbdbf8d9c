import { type Actual, type ActualContainer, isAnonymous, isUp } from '../actual/actual.ts';
import { dependenciesIn, LABEL } from '../labels/labels.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Action } from './action.ts';
import { Draft } from './draft.ts';
import type { Plan } from './plan.ts';

export interface DownOptions {
  /** Only these services; their networks and volumes stay then. */
  readonly services?: readonly string[];
  /** Named volumes that are not external, and anonymous ones, go too. */
  readonly volumes?: boolean;
  /** Images: `local` for those that were built for the project and have no name of their own, `all` for all. */
  readonly images?: 'local' | 'all';
  readonly removeOrphans?: boolean;
}

/**
 * What has to be done to take a project away. Containers go in the reverse order of their dependencies, as their labels
 * tell them; without `project` (the file is gone) the labels are all that is known.
 */
export function planDown(actual: Actual, options: DownOptions = {}, project?: Project): Plan {
  const draft = new Draft();
  const some = new Set(options.services ?? []);
  const isOrphan = ({ service }: ActualContainer) =>
    project !== undefined && !(service in project.services) && !(service in project.inactive);
  const isMeant = (one: ActualContainer) =>
    (some.size === 0 || some.has(one.service)) &&
    (one.oneoff || !isOrphan(one) || options.removeOrphans === true);
  const going = actual.containers.filter(isMeant);
  for (const one of actual.containers.filter((container) => !container.oneoff && isOrphan(container))) {
    const removed = options.removeOrphans === true;
    draft.orphans.push({
      service: one.service,
      name: one.name,
      container: one.id,
      running: isUp(one),
      removed,
    });
  }
  for (const one of actual.containers) {
    if (!going.includes(one)) draft.stay(one, [{ text: stayText(one, isOrphan(one)) }]);
  }
  const before = (one: ActualContainer) => dependenciesOf(one, project);
  const ordered = inReverse(going, before);
  const removals = ordered.map((one, index) =>
    draft.add(removal(one, ordered.slice(0, index), options, before)),
  );
  for (const one of going) anonymousOf(draft, one, options.volumes === true);
  if (some.size > 0) return draft.finish('down', actual);

  // What stays is in its networks still.
  const used = new Set(
    actual.containers.filter((one) => !going.includes(one)).flatMap(({ networks }) => networks),
  );
  const externalNetworks = externalNames(project?.networks);
  for (const { name, id, key } of actual.networks) {
    if (key === undefined || externalNetworks.has(name)) continue;
    if (used.has(name)) {
      draft.warnings.push(`network ${name} stays: an orphan is in it`);
      continue;
    }
    const reasons = [{ text: 'it is the project’s' }];
    draft.add({ kind: 'network-remove', id: `network ${name}`, after: removals, reasons, name, network: id });
  }
  planVolumes(draft, actual, options, removals, project);
  planImages(draft, actual, going, options, removals, project);
  return draft.finish('down', actual);
}

function planVolumes(
  draft: Draft,
  actual: Actual,
  options: DownOptions,
  after: readonly string[],
  project: Project | undefined,
): void {
  const external = externalNames(project?.volumes);
  for (const { name, key } of actual.volumes) {
    if (key === undefined || external.has(name)) {
      if (options.volumes === true)
        draft.data.push({
          volume: name,
          anonymous: false,
          fate: 'kept',
          text: `volume ${name} is external: it stays`,
        });
      continue;
    }
    if (options.volumes !== true) {
      draft.data.push({
        volume: name,
        anonymous: false,
        fate: 'kept',
        text: `volume ${name}: it stays for the next time`,
      });
      continue;
    }
    const reasons = [{ text: 'volumes are to be removed' }];
    draft.add({ kind: 'volume-remove', id: `volume ${name}`, after, reasons, name });
    draft.data.push({
      volume: name,
      anonymous: false,
      fate: 'removed',
      text: `volume ${name}: removed with all its data`,
    });
  }
}

/** What the file says is external stays, though it bears the project's labels: it was made by an earlier form of the file. */
function externalNames(
  resources: Readonly<Record<string, { readonly name: string; readonly external?: boolean }>> = {},
): ReadonlySet<string> {
  return new Set(Object.values(resources).flatMap(({ name, external }) => (external === true ? [name] : [])));
}

function planImages(
  draft: Draft,
  actual: Actual,
  going: readonly ActualContainer[],
  options: DownOptions,
  after: readonly string[],
  project: Project | undefined,
): void {
  if (options.images === undefined) return;
  const services = Object.values(project?.services ?? {});
  const named = services
    .filter(({ build, image }) => options.images === 'all' || (build !== undefined && image === undefined))
    .map((service) => imageName(project as Project, service));
  const ofContainers = going
    .map(({ imageName: name, service }) => ({ name, service }))
    .filter(({ name, service }) => options.images === 'all' || name === `${actual.project}-${service}`)
    .map(({ name }) => name);
  const known = project === undefined ? ofContainers : [...named, ...ofContainers];
  for (const image of [...new Set(known)].sort()) {
    if (image === '' || (project !== undefined && actual.images[image] === undefined)) continue;
    const reasons = [
      { text: options.images === 'all' ? 'all images are to be removed' : 'it was built for the project' },
    ];
    draft.add({ kind: 'image-remove', id: `image ${image}`, after, reasons, image });
  }
}

/** A container goes once all that depend on it are gone. */
function removal(
  container: ActualContainer,
  earlier: readonly ActualContainer[],
  options: DownOptions,
  before: (container: ActualContainer) => readonly string[],
): Action {
  const dependents = earlier.filter((other) => before(other).includes(container.service));
  return {
    kind: 'container-remove',
    id: `container ${container.name}`,
    after: dependents.map(({ name }) => `container ${name}`),
    reasons: [{ text: container.oneoff ? 'it was made by `run`' : 'it is the project’s' }],
    service: container.service,
    name: container.name,
    container: container.id,
    running: isUp(container),
    volumes: options.volumes === true,
  };
}

/** What a container's service depends on: as its label says, else (docker-compose 1.29 has none) as the file says. */
function dependenciesOf({ labels, service }: ActualContainer, project?: Project): readonly string[] {
  if (labels[LABEL.dependsOn] !== undefined || project === undefined) return dependenciesIn(labels);
  return Object.keys(project.services[service]?.depends_on ?? {});
}

/** Those that depend on others first. Labels that go round in a circle are taken in any order. */
export function inReverse(
  containers: readonly ActualContainer[],
  before: (container: ActualContainer) => readonly string[] = (one) => dependenciesOf(one),
): readonly ActualContainer[] {
  const byService = new Map<string, ActualContainer[]>();
  for (const one of containers) byService.set(one.service, [...(byService.get(one.service) ?? []), one]);
  const done = new Set<string>();
  const order: ActualContainer[] = [];
  const visit = (service: string) => {
    if (done.has(service)) return;
    done.add(service);
    const mine = byService.get(service) ?? [];
    for (const other of mine.flatMap(before)) visit(other);
    order.push(...mine);
  };
  for (const service of [...byService.keys()].sort()) visit(service);
  return order.reverse();
}

function anonymousOf(draft: Draft, { name, mounts }: ActualContainer, removed: boolean): void {
  for (const { Name: volume = '', Destination } of mounts.filter(isAnonymous)) {
    const fate = removed ? 'removed' : 'left';
    const end = removed ? 'removed with it' : 'nothing uses it any more; it stays';
    draft.data.push({
      volume,
      anonymous: true,
      fate,
      text: `anonymous volume of ${name} at ${Destination}: ${end}`,
    });
  }
}

function stayText({ labels }: ActualContainer, isOrphan: boolean): string {
  return isOrphan
    ? `the file has no service ${labels[LABEL.service] ?? ''}; orphans go only when it is asked for`
    : 'only other services are meant';
}
