import { type Answer, json, stream } from '../answer.ts';
import type { RegistryBackend } from '../backends/registry.ts';
import { parseFilters } from '../input/filters.ts';
import { readJson } from '../input/json-body.ts';
import { AuthConfigShape, registryAuth } from '../input/registry-auth.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { progressLines } from '../streams/json-lines.ts';

/** What the docker CLI asks for unless told. */
const USUAL_LIMIT = 25;

/** What needs a registry; pulls are in `image-create.ts`. */
export function registryRoutes(backend: RegistryBackend): Route[] {
  return [
    { method: 'POST', path: '/auth', handle: login },
    { method: 'POST', path: '/images/:name/push', handle: push },
    { method: 'GET', path: '/images/search', handle: search },
    { method: 'GET', path: '/distribution/:name/json', handle: distribution },
  ];

  async function login(request: ApiRequest): Promise<Answer> {
    return json(await backend.login((await readJson(request, AuthConfigShape)) ?? {}, request.signal));
  }

  async function push({ param, query, headers, signal }: ApiRequest): Promise<Answer> {
    const tag = query.text('tag');
    const request = {
      image: param('name'),
      ...(tag === undefined ? {} : { tag }),
      auth: registryAuth(headers),
    };
    return stream('application/json', progressLines(backend.push(request, signal)));
  }

  async function search({ query, headers, signal }: ApiRequest): Promise<Answer> {
    const asked = {
      term: query.text('term') ?? '',
      limit: query.integer('limit') ?? USUAL_LIMIT,
      filters: parseFilters(query.text('filters')),
    };
    return json(await backend.search(asked, registryAuth(headers), signal));
  }

  async function distribution({ param, headers, signal }: ApiRequest): Promise<Answer> {
    return json(await backend.distribution(param('name'), registryAuth(headers), signal));
  }
}
