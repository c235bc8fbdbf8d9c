import { useCallback } from 'react';
import { allows, type ContainerVerb } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import { useContainerAction } from './queries.ts';
import { askContainerRemoval } from './removal.tsx';

export type RunVerb = (verb: ContainerVerb, containers: readonly ContainerView[]) => void;

/** Does a verb to those containers that can take it; a removal asks first. Failures show as toasts. */
export function useContainerVerbs(onRemoved?: () => void): RunVerb {
  const act = useContainerAction();
  return useCallback(
    (verb, containers) => {
      const able = containers.filter(({ state }) => allows(verb, state));
      const all = () => Promise.allSettled(able.map(({ id, name }) => act({ id, name, verb })));
      if (verb !== 'remove') return void all();
      askContainerRemoval(able, async () => {
        const results = await all();
        if (results.every(({ status }) => status === 'fulfilled')) onRemoved?.();
      });
    },
    [act, onRemoved],
  );
}
