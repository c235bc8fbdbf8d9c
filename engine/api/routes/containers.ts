import { fault } from '../../base/errors.ts';
import { type Answer, empty, json } from '../answer.ts';
import type { ContainerBackend } from '../backends/containers.ts';
import { containerCreateBody } from '../input/container-body.ts';
import { parseFilters } from '../input/filters.ts';
import { hostConfigBody } from '../input/host-config-body.ts';
import { readJson } from '../input/json-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

/** Containers as records: list, create, look at, change, remove. */
export function containerRoutes(backend: ContainerBackend): Route[] {
  return [
    { method: 'GET', path: '/containers/json', handle: list },
    { method: 'POST', path: '/containers/create', handle: create },
    { method: 'POST', path: '/containers/prune', handle: prune },
    { method: 'GET', path: '/containers/:id/json', handle: inspect },
    { method: 'GET', path: '/containers/:id/top', handle: top },
    { method: 'GET', path: '/containers/:id/changes', handle: changes },
    { method: 'POST', path: '/containers/:id/rename', handle: rename },
    { method: 'POST', path: '/containers/:id/update', handle: update },
    { method: 'DELETE', path: '/containers/:id', handle: remove },
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    const limit = query.integer('limit');
    return json(
      await backend.list({
        all: query.flag('all'),
        size: query.flag('size'),
        filters: parseFilters(query.text('filters')),
        ...(limit === undefined || limit <= 0 ? {} : { limit }),
      }),
    );
  }

  async function create(request: ApiRequest): Promise<Answer> {
    const body = await readJson(request, containerCreateBody);
    if (body === undefined || Object.keys(body).length === 0) {
      throw fault('invalid', 'config cannot be empty in order to create a container');
    }
    const name = request.query.text('name');
    const platform = request.query.text('platform');
    const options = {
      ...(name === undefined ? {} : { name }),
      ...(platform === undefined ? {} : { platform }),
    };
    return json(await backend.create(body, options), 201);
  }

  async function prune({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.prune(parseFilters(query.text('filters'))));
  }

  async function inspect({ param, query }: ApiRequest): Promise<Answer> {
    return json(await backend.inspect(param('id'), { size: query.flag('size') }));
  }

  async function top({ param, query }: ApiRequest): Promise<Answer> {
    return json(await backend.top(param('id'), query.text('ps_args') ?? '-ef'));
  }

  async function changes({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.changes(param('id')));
  }

  async function rename({ param, query }: ApiRequest): Promise<Answer> {
    await backend.rename(param('id'), query.text('name') ?? '');
    return empty();
  }

  async function update(request: ApiRequest): Promise<Answer> {
    const body = (await readJson(request, hostConfigBody)) ?? {};
    return json(await backend.update(request.param('id'), body));
  }

  async function remove({ param, query }: ApiRequest): Promise<Answer> {
    await backend.remove(param('id'), {
      force: query.flag('force'),
      volumes: query.flag('v'),
      link: query.flag('link'),
    });
    return empty();
  }
}
