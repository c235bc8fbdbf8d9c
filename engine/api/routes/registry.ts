import type { Route } from '../router.ts';
import { notYet } from './not-yet.ts';

/** What needs a registry. */
export function registryRoutes(): Route[] {
  return [
    notYet('POST', '/auth', 'logging in to a registry is not implemented yet'),
    notYet('POST', '/images/:name/push', 'pushing images to a registry is not implemented yet'),
    notYet('GET', '/images/search', 'searching a registry is not implemented yet'),
    notYet('POST', '/images/prune', 'pruning images is not implemented yet; remove them by name'),
    notYet('GET', '/distribution/:name/json', 'asking a registry is not implemented yet'),
  ];
}
