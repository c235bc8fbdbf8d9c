import { expect, test } from '../../fixtures/engine-test.ts';

test('wait prints the exit code of each container', async ({ docker }) => {
  await docker`run -d --name three busybox sh -c ${'exit 3'}`;
  await docker`run -d --name zero busybox sleep 0.5`;
  expect(await docker.text`wait three zero`).toBe('3\n0');
});

test('condition not-running answers at once for what has not started', async ({ docker, http }) => {
  await docker`create --name idle busybox true`;
  const { status, text } = await http.post('/containers/idle/wait?condition=not-running');
  expect({ status, body: JSON.parse(text) }).toMatchObject({ status: 200, body: { StatusCode: 0 } });
});

test('condition next-exit waits for the end of the next run', async ({ docker, http }) => {
  await docker`run --name again busybox sh -c ${'exit 4'}`;
  const waiting = http.post('/containers/again/wait?condition=next-exit');
  const early = await Promise.race([
    waiting,
    new Promise((resolve) => setTimeout(resolve, 300, 'nothing yet')),
  ]);
  expect(early).toBe('nothing yet');
  await docker`start again`;
  expect((await waiting).json()).toMatchObject({ StatusCode: 4 });
});

test('wait ends with a run, also when the restart policy begins another', async ({ docker }) => {
  await docker`run -d --name again --restart always busybox sh -c ${'sleep 0.5; exit 3'}`;
  expect(await docker.text`wait again`).toBe('3');
  await docker`rm -f again`;
});

test('condition removed waits until the container is gone', async ({ docker, http }) => {
  await docker`run -d --rm --name leaving busybox sh -c ${'sleep 0.5; exit 6'}`;
  const { text } = await http.post('/containers/leaving/wait?condition=removed');
  expect(JSON.parse(text)).toMatchObject({ StatusCode: 6 });
  expect((await http.get('/containers/leaving/json')).status).toBe(404);
});

test('an unknown condition is refused', { tag: '@unlike-docker-20' }, async ({ docker, http }) => {
  await docker`create --name idle busybox true`;
  const { status, text } = await http.post('/v1.41/containers/idle/wait?condition=whenever');
  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ message: 'invalid condition: "whenever"' });
});
