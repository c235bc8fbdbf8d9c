import type { FieldPath, Places } from '../../model/place.ts';
import type { Service } from '../../model/service.ts';
import type { RawModel } from '../build/raw.ts';
import { problemAt } from '../fault.ts';
import type { Run } from '../run.ts';

/** What is checked: services that are resolved, and what was declared for them. */
export interface Checked {
  readonly services: readonly (readonly [string, Service])[];
  readonly inactive: readonly (readonly [string, Service])[];
  readonly resources: RawModel;
}

/** Tells a problem about the value at a path. */
export type Complain = (path: FieldPath, message: string) => void;

/** Lays complaints at the places of what they are about. */
export function complainer(run: Run, places: Places): Complain {
  return (path, message) => {
    const place = places.of(path);
    if (!place) throw new Error('a loaded tree has a place for its top');
    run.problem(problemAt(place, message, path));
  };
}
