import { fault } from '../../base/errors.ts';
import { type Answer, stream } from '../answer.ts';
import type { BuildBackend } from '../backends.ts';
import { buildRequest } from '../input/build-query.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { begun, progressLines } from '../streams/json-lines.ts';
import { notYet } from './not-yet.ts';

const SOON = 'the build cache cannot be pruned yet';
const BUILDKIT = 'BuildKit sessions are not supported; build with DOCKER_BUILDKIT=0';

/** Building. `/session` and `/grpc` belong to BuildKit, which clients leave alone since `_ping` names the classic builder. */
export function buildRoutes(backend: BuildBackend): Route[] {
  return [
    { method: 'POST', path: '/build', handle: build },
    notYet('POST', '/build/prune', SOON),
    notYet('POST', '/build/cancel', SOON),
    notYet('POST', '/session', BUILDKIT),
    notYet('POST', '/grpc', BUILDKIT),
  ];

  async function build({ query, headers, body, signal }: ApiRequest): Promise<Answer> {
    const request = buildRequest(query, headers);
    if (query.text('remote') !== undefined && query.text('remote') !== 'client-session') {
      throw fault('not-implemented', 'building from a URL is not supported yet; send the context itself');
    }
    const messages = backend.build(request, body as AsyncIterable<Buffer>, signal);
    return stream('application/json', progressLines(await begun(messages)));
  }
}
