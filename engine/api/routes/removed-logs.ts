import { type Answer, json, stream } from '../answer.ts';
import type { RemovedLogBackend } from '../backends/removed-logs.ts';
import { logOptions } from '../input/log-options.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { logBytes } from '../streams/log-bytes.ts';
import { contentTypeOf } from './container-streams.ts';

/** Logs of removed containers; `types/removed-log.ts` documents the answers. A log is read as that of a container is. */
export function removedLogRoutes(backend: RemovedLogBackend): Route[] {
  return [
    { method: 'GET', path: '/gantry/removed-logs', handle: list },
    { method: 'DELETE', path: '/gantry/removed-logs', handle: deleteAll },
    { method: 'GET', path: '/gantry/removed-logs/:id', handle: read },
    { method: 'DELETE', path: '/gantry/removed-logs/:id', handle: deleteOne },
  ];

  async function list(): Promise<Answer> {
    return json(backend.list());
  }

  async function read({ param, query, version, signal }: ApiRequest): Promise<Answer> {
    const { tty, entries } = backend.read(param('id'), logOptions(query), signal);
    const chunks = logBytes(entries, { tty, timestamps: query.flag('timestamps'), details: undefined });
    return stream(contentTypeOf(tty, version), chunks);
  }

  async function deleteAll(): Promise<Answer> {
    return json(await backend.delete());
  }

  async function deleteOne({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.delete(param('id')));
  }
}
