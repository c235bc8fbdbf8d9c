import { type Answer, json } from '../answer.ts';
import type { StatusBackend } from '../backends/system.ts';
import { OPERATIONS } from '../operations.ts';
import { CONFIG_OPTIONS, HOST_OPTIONS } from '../options.ts';
import type { Route } from '../router.ts';

/** What Gantry tells beyond Docker's API. */
export function gantryRoutes(backend: StatusBackend): Route[] {
  return [
    { method: 'GET', path: '/gantry/status', handle: status },
    { method: 'GET', path: '/gantry/operations', handle: operations },
    { method: 'GET', path: '/gantry/options', handle: options },
  ];

  async function status(): Promise<Answer> {
    return json(await backend.status());
  }

  async function options(): Promise<Answer> {
    return json({ Config: CONFIG_OPTIONS, HostConfig: HOST_OPTIONS });
  }

  async function operations(): Promise<Answer> {
    return json(OPERATIONS.map(({ method, path, there }) => ({ method, path, there })));
  }
}
