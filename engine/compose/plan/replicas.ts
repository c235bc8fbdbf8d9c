import { fault } from '../../base/errors.ts';
import { type Actual, type ActualContainer, isUp } from '../actual/actual.ts';
import { containerName } from '../labels/names.ts';
import { placeText } from '../model/place.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

/** Which containers a service keeps, which are too many, and the numbers of those that are missing. */
export interface Replicas {
  readonly kept: readonly ActualContainer[];
  readonly excess: readonly ActualContainer[];
  readonly missing: readonly number[];
  readonly wanted: number;
  readonly present: number;
}

/** Counts a service's containers. Throws `invalid` when it cannot have as many, `conflict` when a name is taken. */
export function replicasOf(
  project: Project,
  service: Service,
  actual: Actual,
  scale: number | undefined,
): Replicas {
  const wanted = scale ?? service.scale ?? service.deploy?.replicas ?? 1;
  if (wanted > 1) assertScalable(project, service, wanted);
  const present = actual.containers.filter((one) => one.service === service.name && !one.oneoff);
  // Those with a process first, then by number: a stopped one goes before one that works.
  const ranked = [...present].sort(
    (one, other) => Number(isUp(other)) - Number(isUp(one)) || one.number - other.number,
  );
  const chosen = new Set(wanted < present.length ? ranked.slice(0, wanted) : present);
  const kept = present.filter((one) => chosen.has(one));
  const excess = present.filter((one) => !chosen.has(one)).reverse();
  const missing: number[] = [];
  const taken = new Set(present.map(({ number }) => number));
  for (let number = 1; kept.length + missing.length < wanted; number++) {
    if (taken.has(number)) continue;
    assertNameIsFree(project, service, number, actual);
    missing.push(number);
  }
  return { kept, excess, missing, wanted, present: present.length };
}

/** Throws `conflict` when a container that is not ours has the name. */
export function assertNameIsFree(project: Project, service: Service, number: number, actual: Actual): void {
  const name = containerName(project, service, number);
  const other = actual.otherNames[name];
  if (other === undefined) return;
  const at = project.places.of(['services', service.name]);
  throw fault(
    'conflict',
    `${at === undefined ? '' : `${placeText(at)}: `}service ${service.name}: the container name "${name}" is in use by container ${other.slice(0, 12)}, which is not of project ${project.name}`,
  );
}

function assertScalable(project: Project, service: Service, wanted: number): void {
  const refuse = (key: string, index: number | undefined, why: string) => {
    const at = project.places.of(['services', service.name, key, ...(index === undefined ? [] : [index])]);
    throw fault('invalid', `${at === undefined ? '' : `${placeText(at)}: `}service ${service.name}: ${why}`);
  };
  if (service.container_name !== undefined) {
    refuse(
      'container_name',
      undefined,
      `${wanted} containers cannot all have the name "${service.container_name}"`,
    );
  }
  for (const [index, { published = '' }] of (service.ports ?? []).entries()) {
    if (published === '' || published === '0') continue;
    const [first = 0, last = first] = published.split('-').map(Number);
    const free = last - first + 1;
    if (free < wanted) {
      refuse(
        'ports',
        index,
        `${wanted} containers cannot all publish port ${published}; give a range, or no host port`,
      );
    }
  }
}
