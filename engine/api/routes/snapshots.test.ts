import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { fault } from '../../base/errors.ts';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { ProgressMessage } from '../backends/progress.ts';
import type { TimeMachineBackend } from '../backends/volumes.ts';

async function* messages(...all: readonly (ProgressMessage | Error)[]): AsyncGenerator<ProgressMessage> {
  for (const message of all) {
    if (message instanceof Error) throw message;
    yield message;
  }
}

/** A request by Node's own client, which reads answers that come in chunks. */
async function ask(socketPath: string, method: string, path: string, body?: object) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const asking = request({ socketPath, method, path, headers });
  asking.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

describe('the routes of the time machine', () => {
  it('take a snapshot, with a note or without, and tell how far it is', async () => {
    const take = vi.fn<TimeMachineBackend['take']>(() =>
      messages({ status: 'Copying' }, { aux: { id: 'x' } }),
    );
    await using api = await serveApi(fakeBackends({ timeMachine: { take } }));
    const path = '/gantry/volumes/data/snapshots';
    const { status, body } = await ask(api.socket, 'POST', path, { note: ' before ' });
    expect([status, body]).toEqual([200, '{"status":"Copying"}\r\n{"aux":{"id":"x"}}\r\n']);
    await ask(api.socket, 'POST', path);
    expect(take.mock.calls.map(([name, request]) => [name, request])).toEqual([
      ['data', { note: 'before' }],
      ['data', { note: '' }],
    ]);
  });

  it('answer with a status what fails at once, and in the last line what fails later', async () => {
    const rollBack = vi
      .fn<TimeMachineBackend['rollBack']>()
      .mockReturnValueOnce(messages(fault('not-found', 'no such snapshot: x')))
      .mockReturnValueOnce(messages({ status: 'Comparing' }, fault('system', 'the disk is full')));
    await using api = await serveApi(fakeBackends({ timeMachine: { rollBack } }));
    const path = '/gantry/volumes/data/snapshots/x/rollback';
    expect((await ask(api.socket, 'POST', path)).status).toBe(404);
    const { status, body } = await ask(api.socket, 'POST', path);
    expect(status).toBe(200);
    expect(body).toContain('"error":"the disk is full"');
  });

  it('export in the format that is asked for, under a name that says so', async () => {
    const exporting = vi.fn<TimeMachineBackend['export']>(async () => ({
      type: 'application/zstd',
      chunks: (async function* () {
        yield Buffer.from('packed');
      })(),
    }));
    await using api = await serveApi(fakeBackends({ timeMachine: { export: exporting } }));
    const { status, body, headers } = await ask(
      api.socket,
      'GET',
      '/gantry/volumes/data/export?format=tar.zst&snapshot=x',
    );
    expect([status, body]).toEqual([200, 'packed']);
    expect(headers['content-disposition']).toBe('attachment; filename="data.tar.zst"');
    expect(exporting).toHaveBeenCalledWith('data', { format: 'tar.zst', snapshot: 'x' });
    expect((await ask(api.socket, 'GET', '/gantry/volumes/data/export?format=zip')).status).toBe(400);
  });

  it('keep what is emptied, unless told not to', async () => {
    const empty = vi.fn<TimeMachineBackend['empty']>(() => messages({ aux: {} }));
    await using api = await serveApi(fakeBackends({ timeMachine: { empty } }));
    await ask(api.socket, 'POST', '/gantry/volumes/data/empty');
    await ask(api.socket, 'POST', '/gantry/volumes/data/empty?keep=0');
    expect(empty.mock.calls.map(([, options]) => options)).toEqual([{ keep: true }, { keep: false }]);
  });

  it.each([
    ['clone', undefined],
    ['clone', { name: '' }],
    ['clone', { name: 'x', snapshot: 7 }],
    ['snapshots', { note: 7 }],
  ])('refuse for %s the body %j', async (route, body) => {
    await using api = await serveApi(fakeBackends());
    expect((await ask(api.socket, 'POST', `/gantry/volumes/data/${route}`, body)).status).toBe(400);
  });
});
