import { routeTable } from '../../engine/testing/route-table.ts';
import type { Random } from '../fixtures/random.ts';
import { bodyFor } from './bodies.ts';
import { mutated, type Stock, strangeText } from './values.ts';

/** How a request is put on the wire. */
export type Manner =
  | 'plain'
  | 'half-closed'
  | 'cut off'
  | 'in pieces'
  | 'twice'
  | 'chunked'
  | 'broken chunk'
  | 'short body'
  | 'strange headers'
  | 'huge header'
  | 'garbage';

export interface FuzzRequest {
  readonly method: string;
  /** As `engine/api/router.ts` has it: `/containers/:id/json`. */
  readonly route: string;
  /** The target without its query. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
  readonly manner: Manner;
}

const QUERY_NAMES =
  `all size filters t signal force v link name path follow stdout stderr since until timestamps tail details stream one-shot logs
  stdin detachKeys h w condition ps_args fromImage fromSrc repo tag platform names quiet noprune digests shared-size manifests type
  container changes comment author pause noOverwriteDirNonDir copyUIDGID q term limit from to layer image port hours step side file
  a b pattern offset length depth sort order message verbose scope before after search format pull id ids text at seconds`.split(
    /\s+/,
  );

const MANNERS: readonly { readonly weight: number; readonly manner: Manner }[] = [
  { weight: 60, manner: 'plain' },
  { weight: 8, manner: 'half-closed' },
  { weight: 8, manner: 'cut off' },
  { weight: 4, manner: 'in pieces' },
  { weight: 5, manner: 'twice' },
  { weight: 6, manner: 'chunked' },
  { weight: 3, manner: 'broken chunk' },
  { weight: 3, manner: 'short body' },
  { weight: 5, manner: 'strange headers' },
  { weight: 1, manner: 'huge header' },
  { weight: 2, manner: 'garbage' },
];

/** Every route of the engine; asked of its own table, so that none is forgotten. */
const ROUTES = routeTable().map(({ method, path }) => ({
  method,
  path,
  weight: path === '/containers/create' ? 12 : /\/(start|recreate)/.test(path) ? 4 : 1,
}));

/** A request that is right, nearly right, or strange. */
export function someRequest(random: Random, stock: Stock): FuzzRequest {
  const { method, path: route } = random.weighted(ROUTES);
  const strangeness = random.pick([0, 0, 0.03, 0.1]);
  const body = ['POST', 'PUT'].includes(method) ? bodyText(random, route, stock, strangeness) : undefined;
  return {
    method: random.chance(0.02) ? random.pick(['GET', 'PATCH', 'OPTIONS', 'DELETE', 'BREW']) : method,
    route,
    path: pathOf(random, route, stock),
    query: queryOf(random, stock),
    headers: headersOf(random, route),
    body,
    manner: random.weighted(MANNERS).manner,
  };
}

function pathOf(random: Random, route: string, stock: Stock): string {
  const version = random.weighted([
    { weight: 6, text: '' },
    { weight: 6, text: '/v1.51' },
    { weight: 2, text: '/v1.24' },
    { weight: 1, text: '/v1.99' },
    { weight: 1, text: '/v0' },
  ]).text;
  const path = route.replaceAll(/\/[:*](\w*)\*?/g, (_part, name: string) => {
    if (random.chance(0.15)) return `/${encodeURIComponent(strangeText(random))}`;
    return `/${random.pick(candidates(route, name, stock))}`;
  });
  return random.chance(0.02)
    ? `${version}${path}/${encodeURIComponent(strangeText(random))}`
    : version + path;
}

function candidates(route: string, name: string, stock: Stock): readonly string[] {
  if (route.includes('/exec/')) return stock.execs;
  if (route.includes('/networks')) return stock.networks;
  if (route.includes('/volumes')) return stock.volumes;
  if (route.includes('/images') || route.includes('/distribution')) return stock.images;
  if (name === 'port') return ['80', '65535'];
  return stock.containers;
}

function queryOf(random: Random, stock: Stock): [string, string][] {
  return Array.from({ length: random.pick([0, 0, 1, 2, 4]) }, () => {
    const name = random.pick(QUERY_NAMES);
    const known = [
      ...stock.containers,
      ...stock.images,
      ...stock.networks,
      '/',
      '/bin',
      '/etc/hosts',
      '1',
      'true',
    ];
    return [name, random.chance(0.5) ? random.pick(known) : strangeText(random)];
  });
}

function bodyText(random: Random, route: string, stock: Stock, strangeness: number): string | undefined {
  const value = bodyFor(random, route, stock);
  if (random.chance(strangeness)) return strangeText(random);
  if (value === undefined) return undefined;
  const text = JSON.stringify(mutated(random, value, strangeness));
  return random.chance(0.02) ? text.slice(0, random.below(text.length)) : text;
}

function headersOf(random: Random, route: string): [string, string][] {
  const type = random.weighted([
    { weight: 20, text: 'application/json' },
    { weight: 2, text: 'application/x-tar' },
    { weight: 1, text: 'text/plain' },
    { weight: 1, text: '' },
  ]).text;
  return [
    ['Host', 'docker'],
    ...(type === '' ? [] : [['Content-Type', type] as [string, string]]),
    ...(/attach|start$|session/.test(route) && random.chance(0.5)
      ? ([
          ['Connection', 'Upgrade'],
          ['Upgrade', random.pick(['tcp', 'websocket', 'h2c'])],
        ] as [string, string][])
      : []),
    ...(random.chance(0.1)
      ? [['X-Registry-Auth', random.pick(['e30=', '!!!', ''])] as [string, string]]
      : []),
    ...(random.chance(0.05)
      ? [['Range', random.pick(['bytes=0-10', 'bytes=-', 'bytes=9-1'])] as [string, string]]
      : []),
    ...(random.chance(0.03) ? [['Expect', '100-continue'] as [string, string]] : []),
  ];
}
