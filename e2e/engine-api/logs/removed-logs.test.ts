import type { RemovedLogs } from '../../../engine/api/types/removed-log.ts';
import type { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const removedLogs = async ({ http }: Engine) => (await http.get('/gantry/removed-logs')).json<RemovedLogs>();

test('the log of a removed container can be read until it is deleted, over a crash too', async ({
  ownEngine,
}) => {
  const { docker, http } = ownEngine;
  const id = await docker.text`run -d --name brief busybox sh -c ${'echo one; echo two >&2'}`;
  await docker.text`wait brief`;
  await docker.text`rm brief`;
  await docker.text`run --rm --name silent busybox true`;
  expect(await docker.text`run --rm -t --name brief busybox echo three`).toBe('three');
  expect((await docker`logs ${id}`).stderr).toContain('No such container');
  await expect.poll(async () => (await removedLogs(ownEngine)).logs.length).toBe(2);
  await ownEngine.crash();
  await ownEngine.start();

  const [last, first] = (await removedLogs(ownEngine)).logs;
  expect([last, first]).toMatchObject([
    { name: 'brief', tty: true },
    { id, name: 'brief', image: 'busybox', tty: false },
  ]);
  const read = (query: string, of = id) => http.get(`/gantry/removed-logs/${of}?${query}`);
  expect((await read('stdout=1&stderr=1&follow=1')).body.toString('latin1')).toBe(
    '\x01\0\0\0\0\0\0\x04one\n\x02\0\0\0\0\0\0\x04two\n',
  );
  expect((await read('stdout=1&stderr=1&tail=1', last?.id)).text).toBe('three\r\n');
  expect((await read('stdout=1', 'nobody')).status).toBe(404);
  expect((await http.delete('/gantry/removed-logs')).json()).toMatchObject({ deleted: 2 });
  expect(await removedLogs(ownEngine)).toMatchObject({ bytes: 0, logs: [] });
});
