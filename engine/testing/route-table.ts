import type { Backends } from '../api/backends/backends.ts';
import { allRoutes } from '../api/routes.ts';

/** Method and path of every route of the engine, as its router has them (`/containers/:id/json`). */
export function routeTable(): readonly { readonly method: string; readonly path: string }[] {
  return allRoutes(anything() as Backends).map(({ method, path }) => ({ method, path }));
}

/** Stands for whatever the routes want of their backends, which nobody calls. */
function anything(): unknown {
  const stub: unknown = new Proxy(() => stub, { get: () => stub });
  return stub;
}
