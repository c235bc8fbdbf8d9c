import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { fault, isKind, kindOf, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { type Answer, empty, json } from './answer.ts';
import { errorToHttp } from './errors-to-http.ts';
import { Query } from './input/query.ts';
import { checkVersion, splitVersion } from './input/version-path.ts';
import { createRouter, type FoundRoute, type Route } from './router.ts';

/** From a request to its route, and from whatever the route does to an answer. */
export interface Dispatch {
  /** The route of a request line; undefined when there is none. */
  find(method: string, target: string): FoundRoute | undefined;
  /** Never throws: failures are answers too. */
  answer(request: IncomingMessage, body: Readable, signal: AbortSignal): Promise<Answer>;
}

/** A dispatch over `routes`. Failures of the machine, which nobody asked for, also go to the log. */
export function createDispatch(routes: readonly Route[], logger: Logger): Dispatch {
  const router = createRouter(routes);

  function find(method: string, target: string): FoundRoute | undefined {
    return router.find(method, splitVersion(pathOf(target)).path);
  }

  async function route(request: IncomingMessage, body: Readable, signal: AbortSignal): Promise<Answer> {
    const { method = '', url = '', headers } = request;
    const found = find(method, url);
    if (found === undefined) throw fault('not-found', 'page not found');
    const { version } = splitVersion(pathOf(url));
    checkVersion(version);
    return found.route.handle({
      version,
      param: (name) => found.params[name] ?? '',
      query: new Query(url.slice(pathOf(url).length + 1)),
      headers,
      body,
      signal,
    });
  }

  return {
    find,
    async answer(request, body, signal) {
      try {
        return await route(request, body, signal);
      } catch (cause) {
        // What breaks off because nobody waits for it is no fault of the machine.
        const isBrokenOff = signal.aborted && ['system', 'cancelled'].includes(kindOf(cause));
        const error = isBrokenOff ? fault('cancelled', 'the client went away', cause) : cause;
        if (!isKind(error, 'cancelled')) logFailure(logger, request, error);
        return errorAnswer(error);
      }
    },
  };
}

/** The answer that tells a client of `error`. */
export function errorAnswer(error: unknown): Answer {
  const { status, body } = errorToHttp(error);
  return body === undefined ? empty(status) : json(body, status);
}

/** Notes a failed request in the engine's log: as an error when the machine failed, else for debugging. */
export function logFailure(logger: Logger, { method, url }: IncomingMessage, error: unknown): void {
  const facts = { method, url, error: messageOf(error) };
  if (kindOf(error) !== 'system') logger.debug('request refused', facts);
  else logger.error('request failed', { ...facts, stack: error instanceof Error ? error.stack : undefined });
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '/';
}
