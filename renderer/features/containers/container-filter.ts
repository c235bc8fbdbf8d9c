import { isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';

/** Every word must be found somewhere; the order of words does not matter. */
export function filterContainers(
  containers: readonly ContainerView[],
  filter: string,
  onlyRunning: boolean,
): readonly ContainerView[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && !onlyRunning) return containers;
  return containers.filter(
    ({ words, state }) => (!onlyRunning || isAlive(state)) && wanted.every((word) => words.includes(word)),
  );
}
