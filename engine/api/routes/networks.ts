import { fault } from '../../base/errors.ts';
import { type Answer, json } from '../answer.ts';
import type { NetworkBackend } from '../backends.ts';
import { parseFilters } from '../input/filters.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { notYet } from './not-yet.ts';

const SOON =
  'networks of your own are not implemented yet; containers can use the networks "host" and "none"';

/** Networks, as far as there are any: without a backend the list is empty. */
export function networkRoutes(backend: NetworkBackend | undefined): Route[] {
  return [
    { method: 'GET', path: '/networks', handle: list },
    { method: 'GET', path: '/networks/:id', handle: inspect },
    notYet('POST', '/networks/create', SOON),
    notYet('POST', '/networks/prune', SOON),
    notYet('POST', '/networks/:id/connect', SOON),
    notYet('POST', '/networks/:id/disconnect', SOON),
    notYet('DELETE', '/networks/:id', SOON),
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    const filters = parseFilters(query.text('filters'));
    return json(backend === undefined ? [] : await backend.list(filters));
  }

  async function inspect({ param }: ApiRequest): Promise<Answer> {
    if (backend === undefined) throw fault('not-found', `network ${param('id')} not found`);
    return json(await backend.inspect(param('id')));
  }
}
