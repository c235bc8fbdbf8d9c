import type { Filters } from '../../api/backends/filters.ts';
import { fault, isKind } from '../../base/errors.ts';
import { hasLabel } from '../../base/labels.ts';
import { matchesText } from '../../base/matches-text.ts';
import type { Deps } from '../deps.ts';
import { mountsOf } from '../mounts/view.ts';
import { exitCodeOf, isLive } from '../state.ts';
import type { Entry } from '../store.ts';
import { endpointSettingsOf, portsOf } from './network-view.ts';

type Predicate = (entry: Entry) => boolean;
type Compile = (deps: Deps, values: readonly string[]) => Predicate | Promise<Predicate>;

const STATUSES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

const HEALTH = ['starting', 'healthy', 'unhealthy', 'none'];

/** The filters of `docker ps`, by key. Values of one key are alternatives, except for labels, which all must match. */
const FILTERS: Readonly<Record<string, Compile>> = {
  id: (_deps, values) => (entry) => values.some((value) => matchesText(value, entry.record.id)),
  name: (_deps, values) => (entry) =>
    values.some(
      (value) => matchesText(value, entry.record.name) || matchesText(value, `/${entry.record.name}`),
    ),
  label: (_deps, values) => (entry) =>
    values.every((value) => hasLabel(entry.record.config.Labels ?? {}, value)),
  status: (_deps, values) => {
    const bad = values.find((value) => !STATUSES.includes(value));
    if (bad !== undefined) throw fault('invalid', `invalid filter 'status=${bad}'`);
    return (entry) => values.includes(entry.stored.state.status);
  },
  exited: (_deps, values) => {
    const codes = values.map((value) => {
      if (!/^\d+$/.test(value)) throw fault('invalid', `invalid filter 'exited=${value}'`);
      return Number(value);
    });
    return ({ stored }) => stored.state.status === 'exited' && codes.includes(exitCodeOf(stored.state));
  },
  ancestor: async (deps, values) => {
    const chains = await Promise.all(values.map((value) => imageOf(deps, value)));
    return (entry) => chains.some((image) => image !== undefined && isOn(entry, image));
  },
  before: (deps, values) => comparedWith(deps, values, (created, other) => created < other),
  since: (deps, values) => comparedWith(deps, values, (created, other) => created > other),
  network: (deps, values) => (entry) =>
    Object.entries(endpointSettingsOf(deps, entry.record)).some(([name, { NetworkID: id = '' }]) =>
      values.some((value) => name === value || (value !== '' && id.startsWith(value))),
    ),
  volume: (deps, values) => (entry) =>
    mountsOf(deps, entry.record).some(
      (mount) => values.includes(mount.Name ?? mount.Source) || values.includes(mount.Destination),
    ),
  expose: (_deps, values) => (entry) =>
    values.some((value) => withProtocol(value) in (entry.record.config.ExposedPorts ?? {})),
  publish: (deps, values) => {
    const ranges = values.map(portRange);
    return ({ record }) =>
      portsOf(deps, record).some(
        ({ PublicPort, PrivatePort, Type }) =>
          PublicPort !== undefined &&
          ranges.some(
            ({ first, last, protocol }) =>
              protocol === Type && [PublicPort, PrivatePort].some((port) => port >= first && port <= last),
          ),
      );
  },
  health: (_deps, values) => {
    const bad = values.find((value) => !HEALTH.includes(value));
    if (bad !== undefined) throw fault('invalid', `invalid filter 'health=${bad}'`);
    return ({ stored }) => values.includes(stored.health?.status ?? 'none');
  },
  // There is one kind of isolation.
  isolation: () => () => true,
  'is-task': (_deps, values) => () => values.some((value) => value === 'false' || value === '0'),
};

/** One predicate for all filters. Throws `invalid` for a key or value that is not one. */
export async function compileFilters(deps: Deps, filters: Filters): Promise<Predicate> {
  const predicates: Predicate[] = [];
  for (const [key, values] of filters) {
    const compile = FILTERS[key];
    if (compile === undefined) throw fault('invalid', `invalid filter '${key}'`);
    predicates.push(await compile(deps, values));
  }
  return (entry) => predicates.every((matches) => matches(entry));
}

/** True for an entry that may be pruned: it has no process, will not get one by itself, and no edit keeps it. */
export function isPrunable({ record, stored }: Entry): boolean {
  return !isLive(stored.state) && stored.state.status !== 'restarting' && record.setAside === undefined;
}

/** `80`, `80/udp` or `8000-8080/tcp`. */
function portRange(text: string): {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
} {
  const match = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/.exec(text);
  if (match === null) throw fault('invalid', `invalid filter 'publish=${text}'`);
  const [, first = '', last = first, protocol = 'tcp'] = match;
  return { first: Number(first), last: Number(last), protocol };
}

function withProtocol(port: string): string {
  return port.includes('/') ? port : `${port}/tcp`;
}

function comparedWith(
  deps: Deps,
  values: readonly string[],
  holds: (created: string, other: string) => boolean,
): Predicate {
  const others = values.map((value) => deps.store.find(value).record);
  return (entry) =>
    others.every((other) => entry.record.id !== other.id && holds(entry.record.created, other.created));
}

async function imageOf(
  deps: Deps,
  ref: string,
): Promise<{ readonly id: string; readonly diffIds: readonly string[] } | undefined> {
  try {
    return await deps.images.resolve(ref);
  } catch (error) {
    if (isKind(error, 'not-found') || isKind(error, 'invalid')) return undefined;
    throw error;
  }
}

function isOn(entry: Entry, image: { readonly id: string; readonly diffIds: readonly string[] }): boolean {
  if (entry.record.image === image.id) return true;
  const own = entry.record.imageDiffIds;
  return image.diffIds.length > 0 && image.diffIds.every((layer, index) => own[index] === layer);
}
