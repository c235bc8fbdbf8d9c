import type { Places } from '../../model/place.ts';
import type { Run } from '../run.ts';
import { type Checked, complainer } from './checked.ts';
import { checkDependencies } from './dependencies.ts';
import { checkHostPorts, warnOfSharedPorts } from './host-ports.ts';
import { checkReferences } from './references.ts';
import { checkResources } from './resources.ts';
import { checkService } from './service.ts';

/** Checks what the schema cannot: what refers to what, what excludes what. Problems are told to the run, all at once. */
export function checkProject(run: Run, places: Places, checked: Checked): void {
  const complain = complainer(run, places);
  for (const [name, service] of checked.services) checkService(name, service, complain);
  checkReferences(checked, complain);
  checkDependencies(checked, complain);
  checkResources(checked, complain);
  checkHostPorts(checked, complain);
  run.settle();
  warnOfSharedPorts(checked, (path, message) => {
    const place = places.of(path);
    if (place) run.warn(message, place);
  });
}
