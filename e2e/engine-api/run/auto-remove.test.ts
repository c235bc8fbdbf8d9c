import { expect, test } from '../../fixtures/engine-test.ts';

test('--rm removes the container when it ends', async ({ docker }) => {
  await docker`run --rm --name brief busybox true`;
  expect(await docker.text`ps -aq --filter name=brief`).toBe('');
});

test('--rm removes a container that was never able to start', async ({ docker }) => {
  expect(await docker`run --rm --name stillborn busybox /no/such`).toMatchObject({ code: 127 });
  await expect.poll(() => docker.text`ps -aq --filter name=stillborn`).toBe('');
});

test('without --rm a container that could not start stays, with the reason', async ({ docker }) => {
  expect(await docker`run --name kept busybox /no/such`).toMatchObject({ code: 127 });
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}}'} kept`).toBe('created 127');
  expect(await docker.text`inspect -f {{.State.Error}} kept`).toContain('no such file or directory');
});

test('run -d --rm removes the container when it is stopped', async ({ docker }) => {
  await docker`run -d --rm --name stopped busybox sleep 600`;
  await docker`stop -t 0 stopped`;
  await expect.poll(() => docker.text`ps -aq --filter name=stopped`).toBe('');
});

test('a restart does not remove a container that was run with --rm', async ({ docker }) => {
  await docker`run -d --rm --name again busybox sleep 600`;
  await docker.text`restart -t 0 again`;
  expect(await docker.text`inspect -f {{.State.Status}} again`).toBe('running');
  await docker`stop -t 0 again`;
  await expect.poll(() => docker.text`ps -aq --filter name=again`).toBe('');
});

test('--rm and a restart policy exclude each other', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --restart always busybox true`;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/conflicting options|restart policy/i);
});
