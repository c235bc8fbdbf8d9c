import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { FilePlace, FilesBackend } from '../backends/files.ts';
import { attachment } from '../input/attachment.ts';
import { byteRange } from '../input/byte-range.ts';
import { readJson } from '../input/json-body.ts';
import type { Query } from '../input/query.ts';
import type { ApiRequest } from '../request.ts';
import type { Method, Route } from '../router.ts';

const OCTETS = 'application/octet-stream';
const SORTS = ['name', 'size', 'mtime'] as const;
const pathList = z.object({ paths: z.array(z.string().min(1)).min(1).max(10_000) });
const moving = z.object({
  from: z.string().min(1),
  to: z.string().min(1),
  replace: z.boolean().optional(),
});

type Handler = (place: FilePlace, request: ApiRequest) => Promise<Answer>;

/** Files in containers and in volumes; `types/files.ts` documents each. */
export function fileRoutes(files: FilesBackend): Route[] {
  const anywhere: readonly (readonly [Method, string, Handler])[] = [
    ['GET', '', list],
    ['GET', '/stat', async (place, { query }) => json(await files.stat(place, pathIn(query)))],
    ['GET', '/text', async (place, { query }) => json(await files.text(place, pathIn(query)))],
    ['GET', '/content', content],
    ['PUT', '/content', write],
    ['POST', '/folder', async (place, { query }) => json(await files.makeFolder(place, pathIn(query)), 201)],
    ['POST', '/move', move],
    ['POST', '/remove', async (place, request) => json(await files.remove(place, await pathsOf(request)))],
    ['POST', '/measure', async (place, request) => json(await files.measure(place, await pathsOf(request)))],
    ['GET', '/archive', archive],
    ['PUT', '/archive', upload],
  ];
  const ofContainers: readonly (readonly [Method, string, Handler])[] = [
    ['GET', '/changes', async (place) => json(await files.changes(place))],
    ['GET', '/diff', async (place, { query }) => json(await files.diff(place, pathIn(query)))],
    ['GET', '/original', async (place, { query }) => json(await files.original(place, pathIn(query)))],
    [
      'GET',
      '/dockerfile',
      async (place, { query }) => json(await files.dockerfile(place, query.paths('path'))),
    ],
  ];
  return [
    {
      method: 'GET',
      path: '/gantry/containers/:id/files/dockerfile/context',
      handle: async ({ param, query }) =>
        stream('application/x-tar', await files.context({ container: param('id') }, query.paths('path')), {
          'Content-Disposition': attachment('context.tar'),
        }),
    },
    ...[...anywhere, ...ofContainers].map(
      ([method, path, handle]): Route => ({
        method,
        path: `/gantry/containers/:id/files${path}`,
        handle: (request) => handle({ container: request.param('id') }, request),
      }),
    ),
    ...anywhere.map(
      ([method, path, handle]): Route => ({
        method,
        path: `/gantry/volumes/:name/files${path}`,
        handle: (request) => handle({ volume: request.param('name') }, request),
      }),
    ),
  ];

  async function list(place: FilePlace, { query }: ApiRequest): Promise<Answer> {
    const answer = await files.list(place, {
      path: query.path('path') ?? '/',
      sort: sortOf(query),
      descending: query.flag('descending'),
      offset: count(query, 'offset', 0),
      limit: count(query, 'limit', 1000),
      match: query.text('match'),
      changed: query.flag('changed'),
    });
    return json(answer);
  }

  async function content(place: FilePlace, { query, headers }: ApiRequest): Promise<Answer> {
    const asked = byteRange(headers.range);
    const found = await files.content(place, pathIn(query), asked);
    const { range, entry } = found;
    return stream(
      OCTETS,
      found.content,
      {
        'Content-Length': String(found.length),
        'Content-Disposition': attachment(entry.name),
        'X-Content-Type-Options': 'nosniff',
        'Accept-Ranges': 'bytes',
        ETag: `"${entry.version}"`,
        ...(range === undefined
          ? {}
          : { 'Content-Range': `bytes ${range.start}-${range.end}/${entry.size}` }),
      },
      range === undefined ? 200 : 206,
    );
  }

  async function write(place: FilePlace, { query, headers, body }: ApiRequest): Promise<Answer> {
    const version = headers['if-match']?.replace(/^"|"$/g, '');
    const expected =
      version !== undefined && version !== '*'
        ? ({ kind: 'version', version } as const)
        : ({ kind: headers['if-none-match'] === '*' ? 'nothing' : 'anything' } as const);
    const parents = query.flag('parents');
    return json(await files.write(place, pathIn(query), body, { expected, parents }));
  }

  async function move(place: FilePlace, request: ApiRequest): Promise<Answer> {
    const asked = await readJson(request, moving);
    if (asked === undefined) throw fault('invalid', 'the body is missing: {"from", "to"}');
    return json(await files.move(place, asked.from, asked.to, asked.replace ?? false));
  }

  async function archive(place: FilePlace, { query }: ApiRequest): Promise<Answer> {
    const paths = query.paths('path');
    const name = paths.length === 1 ? (paths[0]?.split('/').at(-1) ?? '') : '';
    const tar = await files.archive(place, paths.length === 0 ? ['/'] : paths);
    return stream('application/x-tar', tar, {
      'Content-Disposition': attachment(`${name === '' ? 'files' : name}.tar`),
    });
  }

  async function upload(place: FilePlace, { query, body }: ApiRequest): Promise<Answer> {
    await files.upload(place, pathIn(query), body);
    return empty(204);
  }
}

function pathIn(query: Query): string {
  const path = query.path('path');
  if (path === undefined) throw fault('invalid', 'the parameter "path" is missing');
  return path;
}

async function pathsOf(request: ApiRequest): Promise<readonly string[]> {
  const body = await readJson(request, pathList);
  if (body === undefined) throw fault('invalid', 'the body is missing: {"paths"}');
  return body.paths;
}

function count(query: Query, name: string, missing: number): number {
  const value = query.integer(name) ?? missing;
  if (value < 0) throw fault('invalid', `invalid value "${value}" for ${name}: must not be negative`);
  return value;
}

function sortOf(query: Query): (typeof SORTS)[number] {
  const asked = query.text('sort') ?? 'name';
  const sort = SORTS.find((known) => known === asked);
  if (sort === undefined) throw fault('invalid', `invalid value "${asked}" for sort: name, size or mtime`);
  return sort;
}
