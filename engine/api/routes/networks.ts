import { fault } from '../../base/errors.ts';
import { type Answer, empty, json } from '../answer.ts';
import type { NetworkBackend } from '../backends/networks.ts';
import { parseFilters } from '../input/filters.ts';
import { readJson } from '../input/json-body.ts';
import { networkConnectBody, networkCreateBody, networkDisconnectBody } from '../input/network-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

/** What connects containers. */
export function networkRoutes(backend: NetworkBackend): Route[] {
  return [
    { method: 'GET', path: '/networks', handle: list },
    { method: 'GET', path: '/networks/:id', handle: inspect },
    { method: 'POST', path: '/networks/create', handle: create },
    { method: 'POST', path: '/networks/prune', handle: prune },
    { method: 'POST', path: '/networks/:id/connect', handle: connect },
    { method: 'POST', path: '/networks/:id/disconnect', handle: disconnect },
    { method: 'DELETE', path: '/networks/:id', handle: remove },
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.list(parseFilters(query.text('filters'))));
  }

  async function inspect({ param, query }: ApiRequest): Promise<Answer> {
    const found = await backend.inspect(param('id'));
    const scope = query.text('scope') ?? '';
    if (scope !== '' && scope !== found.Scope) throw fault('not-found', `network ${param('id')} not found`);
    return json(found);
  }

  async function create(request: ApiRequest): Promise<Answer> {
    const body = await readJson(request, networkCreateBody);
    if (body === undefined) throw fault('invalid', 'the body with the network to create is missing');
    return json(await backend.create(body), 201);
  }

  async function prune({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.prune(parseFilters(query.text('filters'))));
  }

  async function connect(request: ApiRequest): Promise<Answer> {
    const body = await readJson(request, networkConnectBody);
    if (body === undefined) throw fault('invalid', 'the body with the container to connect is missing');
    await backend.connect(request.param('id'), body);
    return empty(200);
  }

  async function disconnect(request: ApiRequest): Promise<Answer> {
    const body = await readJson(request, networkDisconnectBody);
    if (body === undefined) throw fault('invalid', 'the body with the container to disconnect is missing');
    await backend.disconnect(request.param('id'), body);
    return empty(200);
  }

  async function remove({ param }: ApiRequest): Promise<Answer> {
    await backend.remove(param('id'));
    return empty(204);
  }
}
