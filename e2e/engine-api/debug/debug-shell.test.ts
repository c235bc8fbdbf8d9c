import { expect, test } from '../../fixtures/engine-test.ts';

test('a debug shell sees the processes and files of an image without a shell and leaves no trace in it', async ({
  docker,
  http,
}) => {
  await docker.text`run -d --name bare --tmpfs /kept busybox sleep 4242`;
  await docker.text`exec bare rm -rf /bin/sh`;
  await docker.text`exec bare touch /kept/in-memory`;
  const look = async () => [await docker.text`diff bare`, await docker.text`exec bare cat /proc/1/mountinfo`];
  const before = await look();
  const made = await http.post('/gantry/containers/bare/debug');
  expect(made.status).toBe(201);
  const { Id } = made.json<{ readonly Id: string }>();
  const helper = await docker.text`ps -q --no-trunc --filter label=gantry.debug-of`;
  const inHelper = (command: string) => docker.text`exec ${helper.trim()} sh -c ${command}`;
  expect(await inHelper('ps')).toContain('sleep 4242');
  expect(await inHelper('ls /proc/1/root/kept')).toContain('in-memory');
  expect(await inHelper('readlink /proc/self/ns/net')).toBe(await inHelper('readlink /proc/1/ns/net'));
  expect(await look()).toEqual(before);
  await docker.text`stop -t 0 bare`;
  await expect.poll(() => docker.text`ps -aq --filter label=gantry.debug-of`).toBe('');
  expect((await http.get(`/exec/${Id}/json`)).status).toBe(404);
});

test('a debug shell of a stopped container is refused with the way on', async ({ docker, http }) => {
  await docker.text`create --name still busybox true`;
  const refused = await http.post('/gantry/containers/still/debug');
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('files can be browsed');
});

test('an engine that was killed takes the debug shells that it left behind away', async ({ ownEngine }) => {
  const { docker, http } = ownEngine;
  await docker.text`run -d --name bare busybox sleep 600`;
  expect((await http.post('/gantry/containers/bare/debug')).status).toBe(201);
  await ownEngine.crash();
  await ownEngine.start();
  expect(await docker.text`ps -a --format ${'{{.Names}} {{.State}}'}`).toBe('bare running');
});
