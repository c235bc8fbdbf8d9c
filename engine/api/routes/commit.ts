import { fault } from '../../base/errors.ts';
import { type Answer, json } from '../answer.ts';
import type { ContainerBackend } from '../backends/containers.ts';
import { containerConfigBody } from '../input/container-body.ts';
import { readJson } from '../input/json-body.ts';
import { referenceIn } from '../input/reference.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

/** An image from a container. */
export function commitRoutes(backend: ContainerBackend): Route[] {
  return [{ method: 'POST', path: '/commit', handle: commit }];

  async function commit(request: ApiRequest): Promise<Answer> {
    const { query } = request;
    const container = query.text('container');
    if (container === undefined) throw fault('invalid', 'commit needs a container');
    const config = await readJson(request, containerConfigBody);
    const { Id } = await backend.commit(container, {
      comment: query.text('comment') ?? '',
      author: query.text('author') ?? '',
      pause: query.flag('pause', true),
      changes: query.all('changes').flatMap((lines) => lines.split('\n')),
      ...referenceIn(query),
      ...(config === undefined ? {} : { config }),
    });
    return json({ Id }, 201);
  }
}
