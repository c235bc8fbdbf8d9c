import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { ProgressMessage } from '../backends/progress.ts';
import type { TimeMachineBackend } from '../backends/volumes.ts';
import { readJson } from '../input/json-body.ts';
import { text } from '../input/shape.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { begun, progressLines } from '../streams/json-lines.ts';

const Take = z.object({ note: text.default('') });
const Clone = z.object({ name: text.min(1), snapshot: text.optional() });
const FORMATS = ['tar', 'tar.gz', 'tar.zst'] as const;

/** Earlier states of volumes, and their files as archives; `types/snapshot.ts` says what the answers mean. */
export function snapshotRoutes(backend: TimeMachineBackend): Route[] {
  const machine = backend;
  const volume = '/gantry/volumes/:name';
  return [
    { method: 'GET', path: `${volume}/snapshots`, handle: list },
    { method: 'POST', path: `${volume}/snapshots`, handle: take },
    { method: 'GET', path: `${volume}/snapshots/sizes`, handle: sizes },
    { method: 'DELETE', path: `${volume}/snapshots/:id`, handle: remove },
    { method: 'POST', path: `${volume}/snapshots/:id/rollback`, handle: rollBack },
    { method: 'GET', path: `${volume}/snapshots/:id/changes`, handle: changes },
    { method: 'POST', path: `${volume}/clone`, handle: clone },
    { method: 'GET', path: `${volume}/export`, handle: exportAll },
    { method: 'POST', path: `${volume}/import`, handle: importAll },
    { method: 'POST', path: `${volume}/empty`, handle: emptyAll },
  ];

  async function list({ param }: ApiRequest): Promise<Answer> {
    return json(await machine.list(param('name')));
  }

  async function take(request: ApiRequest): Promise<Answer> {
    const { note } = (await readJson(request, Take)) ?? { note: '' };
    return await progress(machine.take(request.param('name'), { note: note.trim() }, request.signal));
  }

  async function sizes({ param }: ApiRequest): Promise<Answer> {
    return json(await machine.sizes(param('name')));
  }

  async function remove({ param }: ApiRequest): Promise<Answer> {
    await machine.remove(param('name'), param('id'));
    return empty(204);
  }

  async function rollBack({ param, signal }: ApiRequest): Promise<Answer> {
    return await progress(machine.rollBack(param('name'), param('id'), signal));
  }

  async function changes({ param, query }: ApiRequest): Promise<Answer> {
    return json(await machine.changes(param('name'), param('id'), query.text('to')));
  }

  async function clone(request: ApiRequest): Promise<Answer> {
    const body = await readJson(request, Clone);
    if (body === undefined) throw fault('invalid', 'the body is missing: {"name": …}');
    const { name, snapshot } = body;
    return await progress(machine.clone(request.param('name'), { to: name, snapshot }, request.signal));
  }

  async function exportAll({ param, query }: ApiRequest): Promise<Answer> {
    const name = param('name');
    const asked = query.text('format') ?? 'tar';
    const format = FORMATS.find((known) => known === asked);
    if (format === undefined) {
      throw fault('invalid', `unknown format "${asked}": possible are ${FORMATS.join(', ')}`);
    }
    const { type, chunks } = await machine.export(name, { format, snapshot: query.text('snapshot') });
    return stream(type, chunks, { 'Content-Disposition': `attachment; filename="${name}.${format}"` });
  }

  async function importAll({ param, body, signal }: ApiRequest): Promise<Answer> {
    return await progress(machine.import(param('name'), body, signal));
  }

  async function emptyAll({ param, query, signal }: ApiRequest): Promise<Answer> {
    return await progress(machine.empty(param('name'), { keep: query.flag('keep', true) }, signal));
  }

  /** What fails before anything was reported gets its status; later failures are the last line. */
  async function progress(messages: AsyncIterable<ProgressMessage>): Promise<Answer> {
    return stream('application/json', progressLines(await begun(messages)));
  }
}
