import findMyWay from 'find-my-way';
import type { Answer } from './answer.ts';
import { namesInOnePiece } from './input/image-path.ts';
import type { ApiRequest } from './request.ts';
import type { Takeover } from './wire/upgrade-rewrite.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** One operation of the API. */
export interface Route {
  readonly method: Method;
  /** Without a version; parts such as `:id` become parameters. */
  readonly path: string;
  /** Set when the route may answer a `session`. */
  readonly takeover?: Exclude<Takeover, undefined>;
  /** Throws `GantryError`s for what cannot be done. */
  readonly handle: (request: ApiRequest) => Promise<Answer>;
}

export interface FoundRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string | undefined>>;
}

export interface Router {
  /** The route for a path without its version; undefined when there is none. */
  find(method: string, path: string): FoundRoute | undefined;
}

/** Builds the table of routes. Throws when two routes are the same. */
export function createRouter(routes: readonly Route[]): Router {
  const table = findMyWay({ ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, maxParamLength: 4096 });
  const methods = new Map<string, Method>(routes.map(({ method }) => [method, method]));
  for (const route of routes) table.on(route.method, route.path, () => undefined, route);
  return {
    find(method, path) {
      const known = methods.get(method);
      if (known === undefined) return undefined;
      const found = table.find(known, namesInOnePiece(known, path));
      return found === null ? undefined : { route: found.store as Route, params: found.params };
    },
  };
}
