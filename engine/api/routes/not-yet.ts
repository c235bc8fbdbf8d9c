import { fault } from '../../base/errors.ts';
import type { Method, Route } from '../router.ts';

/** A route that is known and says plainly that Gantry does not have it (501), rather than `page not found`. */
export function notYet(method: Method, path: string, why: string): Route {
  return {
    method,
    path,
    async handle() {
      throw fault('not-implemented', why);
    },
  };
}
