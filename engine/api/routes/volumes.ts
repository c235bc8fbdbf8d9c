import { fault } from '../../base/errors.ts';
import { type Answer, json } from '../answer.ts';
import { parseFilters } from '../input/filters.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { notYet } from './not-yet.ts';

const SOON = 'volumes are not implemented yet; a container can have --tmpfs';

/** Volumes: this engine has none yet, and says so. */
export function volumeRoutes(): Route[] {
  return [
    { method: 'GET', path: '/volumes', handle: list },
    { method: 'GET', path: '/volumes/:name', handle: inspect },
    notYet('POST', '/volumes/create', SOON),
    notYet('POST', '/volumes/prune', SOON),
    notYet('PUT', '/volumes/:name', SOON),
    notYet('DELETE', '/volumes/:name', SOON),
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    parseFilters(query.text('filters'));
    return json({ Volumes: [], Warnings: null });
  }

  async function inspect({ param }: ApiRequest): Promise<Answer> {
    throw fault('not-found', `get ${param('name')}: no such volume`);
  }
}
