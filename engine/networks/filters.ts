import type { Filters } from '../api/backends/filters.ts';
import { fault } from '../base/errors.ts';
import { hasLabel } from '../base/labels.ts';
import { untilMs } from '../base/until.ts';
import { isPredefined, type NetworkRecord } from './network-record.ts';

type Test = (network: NetworkRecord) => boolean;

/** What `GET /networks` filters by. `isUsed` says whether a running container is in a network. Throws `invalid`. */
export function listFilter(filters: Filters, isUsed: Test): Test {
  return every(
    [...filters].map(([key, values]) => {
      switch (key) {
        case 'driver':
          return ({ driver }) => values.includes(driver);
        case 'id':
          return ({ id }) => values.some((value) => matches(id, value));
        case 'name':
          return ({ name }) => values.some((value) => matches(name, value));
        case 'label':
          return ({ labels }) => values.every((value) => hasLabel(labels, value));
        case 'scope':
          return () => values.includes('local');
        case 'type':
          return typeTest(values);
        case 'dangling':
          return danglingTest(values, isUsed);
        default:
          throw fault('invalid', `invalid filter '${key}'`);
      }
    }),
  );
}

/** What `POST /networks/prune` filters by. Throws `invalid`. */
export function pruneFilter(filters: Filters, now: number): Test {
  return every(
    [...filters].map(([key, values]) => {
      switch (key) {
        case 'label':
          return ({ labels }) => values.every((value) => hasLabel(labels, value));
        case 'label!':
          return ({ labels }) => !values.some((value) => hasLabel(labels, value));
        case 'until': {
          const limits = values.map((value) => untilMs(value, now));
          return ({ created }) => limits.every((limit) => Date.parse(created) < limit);
        }
        default:
          throw fault('invalid', `invalid filter '${key}'`);
      }
    }),
  );
}

function every(tests: readonly Test[]): Test {
  return (network) => tests.every((test) => test(network));
}

function typeTest(values: readonly string[]): Test {
  const unknown = values.find((value) => value !== 'custom' && value !== 'builtin');
  if (unknown !== undefined) throw fault('invalid', `invalid filter 'type=${unknown}'`);
  return ({ name }) => values.includes(isPredefined(name) ? 'builtin' : 'custom');
}

function danglingTest(values: readonly string[], isUsed: Test): Test {
  const [value = '', ...more] = values;
  if (more.length > 0)
    throw fault('invalid', `invalid filter 'dangling=${values.join()}': got more than one value`);
  const isTrue = ['1', 't', 'true', 'True', 'TRUE'].includes(value);
  if (!isTrue && !['0', 'f', 'false', 'False', 'FALSE'].includes(value)) {
    throw fault('invalid', `invalid filter 'dangling=${value}'`);
  }
  return (network) => (!isPredefined(network.name) && !isUsed(network)) === isTrue;
}

/** As Docker matches: a part of the text, or a regular expression. */
function matches(text: string, wanted: string): boolean {
  if (text.includes(wanted)) return true;
  try {
    return new RegExp(wanted).test(text);
  } catch {
    return false;
  }
}
