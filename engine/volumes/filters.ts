import { fault } from '../base/errors.ts';
import { hasLabel } from '../base/labels.ts';
import { matchesText } from '../base/matches-text.ts';
import type { VolumeRecord } from './volume-record.ts';

type Filters = ReadonlyMap<string, readonly string[]>;
type Predicate = (record: VolumeRecord) => boolean;

/** What `docker volume ls --filter` asks for. Throws `invalid` in Docker's words for what is no filter. */
export function listFilter(filters: Filters, isUsed: (name: string) => boolean): Predicate {
  refuseUnknown(filters, ['dangling', 'driver', 'label', 'name']);
  const dangling = booleanOf(filters, 'dangling');
  const [drivers, names, labels] = [
    valuesOf(filters, 'driver'),
    valuesOf(filters, 'name'),
    valuesOf(filters, 'label'),
  ];
  return (record) =>
    (dangling === undefined || isUsed(record.name) !== dangling) &&
    (drivers.length === 0 || drivers.includes(record.driver)) &&
    (names.length === 0 || names.some((name) => matchesText(name, record.name))) &&
    labels.every((label) => hasLabel(record.labels, label));
}

/** What `docker volume prune` may take; whether anybody uses it is another question. Throws `invalid` like `listFilter`. */
export function pruneFilter(filters: Filters): Predicate {
  refuseUnknown(filters, ['all', 'label', 'label!']);
  const all = booleanOf(filters, 'all') ?? false;
  const [wanted, unwanted] = [valuesOf(filters, 'label'), valuesOf(filters, 'label!')];
  return (record) =>
    (all || record.anonymous) &&
    wanted.every((label) => hasLabel(record.labels, label)) &&
    !unwanted.some((label) => hasLabel(record.labels, label));
}

function refuseUnknown(filters: Filters, known: readonly string[]): void {
  const unknown = [...filters.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) throw fault('invalid', `invalid filter '${unknown}'`);
}

function valuesOf(filters: Filters, key: string): readonly string[] {
  return filters.get(key) ?? [];
}

const TRUE = ['1', 'true'];
const FALSE = ['0', 'false'];

function booleanOf(filters: Filters, key: string): boolean | undefined {
  const values = valuesOf(filters, key);
  if (values.length === 0) return undefined;
  const [isTrue, isFalse] = [TRUE, FALSE].map((words) => values.some((value) => words.includes(value)));
  if (isTrue === isFalse) throw fault('invalid', `invalid filter '${key}=[${values.join(' ')}]'`);
  return isTrue;
}
