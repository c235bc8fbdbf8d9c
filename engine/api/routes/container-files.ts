import { fault } from '../../base/errors.ts';
import { type Answer, empty, stream } from '../answer.ts';
import type { ContainerBackend, PathStat } from '../backends/containers.ts';
import type { Query } from '../input/query.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

const TAR = 'application/x-tar';

/** A container's files: copied out and in as tars, or the whole root exported. */
export function containerFileRoutes(backend: ContainerBackend): Route[] {
  return [
    { method: 'GET', path: '/containers/:id/export', handle: exportRoot },
    { method: 'HEAD', path: '/containers/:id/archive', handle: stat },
    { method: 'GET', path: '/containers/:id/archive', handle: copyOut },
    { method: 'PUT', path: '/containers/:id/archive', handle: copyIn },
  ];

  async function exportRoot({ param }: ApiRequest): Promise<Answer> {
    return stream('application/octet-stream', await backend.export(param('id')));
  }

  async function stat({ param, query }: ApiRequest): Promise<Answer> {
    return empty(200, statHeader(await backend.statPath(param('id'), pathOf(query))));
  }

  async function copyOut({ param, query }: ApiRequest): Promise<Answer> {
    const { stat: found, tar } = await backend.archive(param('id'), pathOf(query));
    return stream(TAR, tar, statHeader(found));
  }

  async function copyIn({ param, query, body }: ApiRequest): Promise<Answer> {
    await backend.extract(param('id'), pathOf(query), body, {
      noOverwriteDirNonDir: query.flag('noOverwriteDirNonDir'),
      copyUidGid: query.flag('copyUIDGID'),
    });
    return empty(200);
  }
}

function pathOf(query: Query): string {
  const path = query.path('path');
  if (path === undefined) throw fault('invalid', 'bad parameter: "path" cannot be empty');
  return path;
}

function statHeader(stat: PathStat): Record<string, string> {
  return { 'X-Docker-Container-Path-Stat': Buffer.from(JSON.stringify(stat)).toString('base64') };
}
