import type { Filters } from '../../api/backends/filters.ts';
import { fault, isKind } from '../../base/errors.ts';
import { hasLabel } from '../../base/labels.ts';
import { untilMs } from '../../base/until.ts';
import type { Deps } from '../deps.ts';
import type { Entry } from '../store.ts';
import { isPrunable } from '../view/filters.ts';
import { removeLocked } from './remove.ts';

/** Removes every container without a process that the filters allow (`label`, `label!`, `until`). */
export async function pruneContainers(
  deps: Deps,
  filters: Filters,
): Promise<{ readonly ContainersDeleted: readonly string[]; readonly SpaceReclaimed: number }> {
  const allowed = compile(filters, deps.clock.now());
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const { record } of deps.store.all().filter((entry) => isPrunable(entry) && allowed(entry))) {
    try {
      const size = await deps.layers.sizeOf(record.id);
      await deps.store.lock(record.id, async () => {
        if (isPrunable(deps.store.get(record.id))) await removeLocked(deps, record.id);
      });
      if (deps.store.peek(record.id) !== undefined) continue;
      deleted.push(record.id);
      reclaimed += size;
    } catch (error) {
      if (!isKind(error, 'not-found') && !isKind(error, 'conflict')) throw error;
    }
  }
  deps.events.publish({
    Type: 'container',
    Action: 'prune',
    Actor: { ID: '', Attributes: { reclaimed: String(reclaimed) } },
  });
  return { ContainersDeleted: deleted, SpaceReclaimed: reclaimed };
}

function compile(filters: Filters, now: number): (entry: Entry) => boolean {
  const predicates: ((entry: Entry) => boolean)[] = [];
  for (const [key, values] of filters) {
    switch (key) {
      case 'label':
        predicates.push(({ record }) => values.every((value) => hasLabel(record.config.Labels ?? {}, value)));
        break;
      case 'label!':
        predicates.push(({ record }) => !values.some((value) => hasLabel(record.config.Labels ?? {}, value)));
        break;
      case 'until': {
        if (values.length > 1) throw fault('invalid', 'more than one until filter specified');
        const limits = values.map((value) => untilMs(value, now));
        predicates.push(({ record }) => limits.every((limit) => Date.parse(record.created) < limit));
        break;
      }
      default:
        throw fault('invalid', `invalid filter '${key}'`);
    }
  }
  return (entry) => predicates.every((matches) => matches(entry));
}
