import { type Answer, json } from '../answer.ts';
import type { StatusBackend } from '../backends.ts';
import type { Route } from '../router.ts';

/** What Gantry tells beyond Docker's API. */
export function gantryRoutes(backend: StatusBackend): Route[] {
  return [{ method: 'GET', path: '/gantry/status', handle: status }];

  async function status(): Promise<Answer> {
    return json(await backend.status());
  }
}
