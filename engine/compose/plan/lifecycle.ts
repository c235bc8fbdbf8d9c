import { fault } from '../../base/errors.ts';
import { type Actual, type ActualContainer, isUp } from '../actual/actual.ts';
import { dependenciesIn, restartedWith } from '../labels/labels.ts';
import type { Action } from './action.ts';
import { inReverse } from './down.ts';
import { Draft } from './draft.ts';
import type { Plan } from './plan.ts';

/**
 * What has to be done to start, stop or restart what is there of a project, in the order of the dependencies that labels
 * tell. Throws `not-found` for a service without containers.
 */
export function planLifecycle(
  purpose: 'start' | 'stop' | 'restart',
  actual: Actual,
  services: readonly string[] = [],
): Plan {
  const draft = new Draft();
  const named = containersOf(actual, services);
  const containers = purpose === 'restart' ? withRestarted(named, containersOf(actual, [])) : named;
  const ordered = inReverse(containers);
  const forwards = purpose === 'stop' ? ordered : [...ordered].reverse();
  const done: ActualContainer[] = [];
  for (const container of forwards) {
    const action = actionFor(purpose, container, done);
    if (action === undefined)
      draft.stay(container, [{ text: purpose === 'stop' ? 'it does not run' : 'it runs' }]);
    else {
      draft.add(action);
      done.push(container);
    }
  }
  return draft.finish(purpose, actual);
}

/** The containers of services, without those that `run` made. Throws `not-found` for a service that has none. */
export function containersOf(actual: Actual, services: readonly string[]): readonly ActualContainer[] {
  const own = actual.containers.filter(({ oneoff }) => !oneoff);
  for (const name of services) {
    if (!own.some(({ service }) => service === name))
      throw fault('not-found', `service "${name}" has no container; bring it up first`);
  }
  return services.length === 0 ? own : own.filter(({ service }) => services.includes(service));
}

/** Those that say so are restarted with what they depend on. */
function withRestarted(
  named: readonly ActualContainer[],
  all: readonly ActualContainer[],
): readonly ActualContainer[] {
  const found = new Set(named);
  for (const one of found) {
    for (const other of all)
      if (restartedWith(other.labels).includes(one.service) && isUp(other)) found.add(other);
  }
  return [...found];
}

function actionFor(
  purpose: 'start' | 'stop' | 'restart',
  container: ActualContainer,
  done: readonly ActualContainer[],
): Action | undefined {
  const { name, service, id, state, labels } = container;
  const depends = (one: Readonly<Record<string, string>>, other: string) =>
    dependenciesIn(one).includes(other);
  const before = done.filter((one) =>
    purpose === 'stop' ? depends(one.labels, service) : depends(labels, one.service),
  );
  const common = {
    id: `container ${name}`,
    after: before.map((one) => `container ${one.name}`),
    reasons: [{ text: 'it was asked for' }],
    service,
    name,
    container: id,
  };
  if (purpose === 'restart') return { ...common, kind: 'container-restart' };
  if (purpose === 'stop') return isUp(container) ? { ...common, kind: 'container-stop' } : undefined;
  return isUp(container) && state !== 'paused' ? undefined : { ...common, kind: 'container-start', state };
}
