import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { BuildBackend } from '../backends/builder.ts';
import { pruneRequest } from '../input/build-prune-query.ts';
import { buildRequest } from '../input/build-query.ts';
import { readJson } from '../input/json-body.ts';
import * as shape from '../input/shape.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { begun, progressLines } from '../streams/json-lines.ts';
import type { DockerfileCheckRequest } from '../types/build.ts';
import { notYet } from './not-yet.ts';

const BUILDKIT = 'BuildKit sessions are not supported; build with DOCKER_BUILDKIT=0';

const checkBody = shape.struct<DockerfileCheckRequest>({
  text: shape.text.default(''),
  ignore: shape.text,
});

/** Building. `/session` and `/grpc` belong to BuildKit, which clients leave alone since `_ping` names the classic builder. */
export function buildRoutes(backend: BuildBackend): Route[] {
  return [
    { method: 'POST', path: '/build', handle: build },
    { method: 'POST', path: '/gantry/dockerfile/check', handle: check },
    { method: 'GET', path: '/gantry/builds', handle: async () => json(await backend.builds()) },
    {
      method: 'GET',
      path: '/gantry/builds/:id',
      handle: async ({ param }) => json(await backend.record(param('id'))),
    },
    { method: 'GET', path: '/gantry/builds/:id/log', handle: log },
    { method: 'POST', path: '/gantry/builds/:id/cancel', handle: done((id) => backend.cancel(id)) },
    { method: 'DELETE', path: '/gantry/builds/:id', handle: done((id) => backend.removeRecord(id)) },
    { method: 'POST', path: '/gantry/builds/prune', handle: async () => json(await backend.pruneRecords()) },
    { method: 'POST', path: '/build/prune', handle: prune },
    { method: 'POST', path: '/build/cancel', handle: cancel },
    notYet('POST', '/session', BUILDKIT),
    notYet('POST', '/grpc', BUILDKIT),
  ];

  async function check(request: ApiRequest): Promise<Answer> {
    const asked = await readJson(request, checkBody);
    if (asked === undefined) throw fault('invalid', 'the text of a Dockerfile is missing');
    return json(await backend.check(asked));
  }

  async function prune({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.pruneCache(pruneRequest(query)));
  }

  async function cancel({ query }: ApiRequest): Promise<Answer> {
    const id = query.text('id');
    if (id === undefined) throw fault('invalid', 'build ID not provided');
    await backend.cancel(id);
    return empty(200);
  }

  async function log({ param, query }: ApiRequest): Promise<Answer> {
    const text = await backend.log(param('id'), query.integer('step'));
    return {
      kind: 'bytes',
      status: 200,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: text,
    };
  }

  async function build({ query, headers, body, signal }: ApiRequest): Promise<Answer> {
    const request = buildRequest(query, headers);
    const messages = backend.build(request, body as AsyncIterable<Buffer>, signal);
    return stream('application/json', progressLines(await begun(messages)));
  }
}

/** A route that does something to one build. */
function done(act: (id: string) => Promise<void>): Route['handle'] {
  return async ({ param }) => {
    await act(param('id'));
    return empty(204);
  };
}
