import { fault } from '../../base/errors.ts';
import { type Answer, empty, json } from '../answer.ts';
import type { VolumeBackend } from '../backends/volumes.ts';
import { parseFilters } from '../input/filters.ts';
import { readJson } from '../input/json-body.ts';
import { atLeast } from '../input/version-path.ts';
import { volumeCreateBody } from '../input/volume-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { notYet } from './not-yet.ts';

/** Volumes. */
export function volumeRoutes(backend: VolumeBackend): Route[] {
  return [
    { method: 'GET', path: '/volumes', handle: list },
    { method: 'GET', path: '/volumes/:name', handle: inspect },
    { method: 'POST', path: '/volumes/create', handle: create },
    { method: 'POST', path: '/volumes/prune', handle: prune },
    { method: 'DELETE', path: '/volumes/:name', handle: remove },
    notYet('PUT', '/volumes/:name', 'only cluster volumes can be changed, and Gantry has none'),
    { method: 'GET', path: '/gantry/volumes', handle: overview },
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    return json({ Volumes: await backend.list(parseFilters(query.text('filters'))), Warnings: null });
  }

  async function inspect({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.inspect(param('name')));
  }

  async function create(request: ApiRequest): Promise<Answer> {
    const body = (await readJson(request, volumeCreateBody)) ?? {};
    if (body.ClusterVolumeSpec !== undefined) {
      throw fault('not-implemented', 'cluster volumes need Swarm, which Gantry does not have');
    }
    return json(await backend.create(body), 201);
  }

  async function prune({ query, version }: ApiRequest): Promise<Answer> {
    const filters = parseFilters(query.text('filters'));
    // Before 1.42 a prune took named volumes too, and clients of then expect it.
    const all = atLeast(version, '1.42') ? [] : [['all', ['true']] as const];
    return json(await backend.prune(new Map([...all, ...filters])));
  }

  async function remove({ param, query }: ApiRequest): Promise<Answer> {
    await backend.remove(param('name'), { force: query.flag('force') });
    return empty(204);
  }

  async function overview(): Promise<Answer> {
    return json(await backend.overview());
  }
}
