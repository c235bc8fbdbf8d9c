import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { EditBackend } from '../backends/edits.ts';
import { containerCreateBody } from '../input/container-body.ts';
import { readJson } from '../input/json-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { jsonLines } from '../streams/json-lines.ts';
import type { ContainerEditAnswer } from '../types/edit.ts';

/** Editing a container: another is made in its place, and the one before is kept; `types/edit.ts` documents the answers. */
export function recreateRoutes(backend: EditBackend): Route[] {
  return [
    { method: 'POST', path: '/gantry/containers/:id/recreate', handle: recreate },
    { method: 'GET', path: '/gantry/containers/:id/request', handle: request },
    { method: 'GET', path: '/gantry/containers/:id/edit', handle: edit },
    { method: 'POST', path: '/gantry/containers/:id/edit/keep', handle: keep },
    { method: 'POST', path: '/gantry/containers/:id/edit/back', handle: back },
  ];

  async function recreate(asked: ApiRequest): Promise<Answer> {
    const body = await readJson(asked, containerCreateBody);
    if (body === undefined || Object.keys(body).length === 0) {
      throw fault('invalid', 'config cannot be empty in order to create a container');
    }
    const name = asked.query.text('name');
    const platform = asked.query.text('platform');
    const steps = await backend.recreate(asked.param('id'), body, {
      ...(name === undefined ? {} : { name }),
      ...(platform === undefined ? {} : { platform }),
    });
    return stream('application/json', jsonLines(steps));
  }

  async function request({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.requestOf(param('id')));
  }

  async function edit({ param }: ApiRequest): Promise<Answer> {
    const answer: ContainerEditAnswer = { edit: (await backend.editOf(param('id'))) ?? null };
    return json(answer);
  }

  async function keep({ param }: ApiRequest): Promise<Answer> {
    await backend.keepEdit(param('id'));
    return empty();
  }

  async function back({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.undoEdit(param('id')));
  }
}
