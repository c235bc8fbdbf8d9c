import type { Filters } from '../../api/backends.ts';
import { fault, isKind } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import type { Entry } from '../store.ts';
import { hasLabel, isPrunable } from '../view/filters.ts';
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

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A moment as a Go duration before now (`1h30m`), seconds since the epoch, or RFC 3339. In milliseconds. */
export function untilMs(text: string, now: number): number {
  if (/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
    return now - parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
  }
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw fault('invalid', `invalid value for filter until: "${text}"`);
  return moment;
}
