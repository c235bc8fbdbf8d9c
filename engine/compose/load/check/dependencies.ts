import { nearest } from '../../schema/nearest.ts';
import { impliedDependencies } from '../build/service.ts';
import type { Checked, Complain } from './checked.ts';

/** Checks that services depend on services that are there, and not on each other in a circle. */
export function checkDependencies(checked: Checked, complain: Complain): void {
  const active = new Map(checked.services);
  const inactive = new Map(checked.inactive);
  for (const [name, service] of checked.services) {
    const implied = new Map(
      impliedDependencies(service).map((dependency) => [dependency.service, dependency.key]),
    );
    for (const [other, { required }] of Object.entries(service.depends_on ?? {})) {
      if (active.has(other)) continue;
      const profiles = inactive.get(other)?.profiles;
      if (profiles && !required) continue;
      const near = nearest(other, Array.from(active.keys()));
      const reason = profiles
        ? `, which is left out: none of its profiles (${profiles.join(', ')}) is active`
        : `, which is not defined${near === undefined ? '' : `; did you mean "${near}"?`}`;
      complain(
        ['services', name, ...(implied.has(other) ? [implied.get(other) ?? ''] : ['depends_on', other])],
        `service "${name}" depends on service "${other}"${reason}`,
      );
    }
  }
  const circle = circleOf(checked);
  const [first = '', second = ''] = circle;
  if (circle.length > 0) {
    complain(
      ['services', first, 'depends_on', second],
      `services depend on each other in a circle: ${circle.join(' → ')}`,
    );
  }
}

/** The services of a circle, the first one at the end again; empty when there is none. */
function circleOf({ services }: Checked): readonly string[] {
  const byName = new Map(services);
  const done = new Set<string>();
  for (const [start] of services) {
    const way: { name: string; rest: string[] }[] = [{ name: start, rest: next(start) }];
    while (way.length > 0) {
      const here = way.at(-1);
      const other = here?.rest.shift();
      if (other === undefined) {
        if (here) done.add(here.name);
        way.pop();
      } else if (!done.has(other)) {
        const from = way.findIndex(({ name }) => name === other);
        if (from >= 0) return [...way.slice(from).map(({ name }) => name), other];
        way.push({ name: other, rest: next(other) });
      }
    }
  }
  return [];

  function next(name: string): string[] {
    return Object.keys(byName.get(name)?.depends_on ?? {});
  }
}
