import { expect, test } from '../../fixtures/engine-test.ts';

test('attach prints what comes, and gives the exit code', async ({ docker }) => {
  const script = 'echo before; while [ ! -e /go ]; do sleep 0.05; done; echo after; exit 3';
  await docker`run -d --name attached busybox sh -c ${script}`;
  await expect.poll(() => docker.text`logs attached`).toBe('before');
  await using attached = docker.start`attach --no-stdin attached`;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await docker`exec attached touch /go`;
  expect(await attached.ended).toMatchObject({ code: 3, stdout: 'after\n' });
});

test('attach passes standard input to a container made with -i', async ({ docker }) => {
  await docker`run -d -i --name typed busybox cat`;
  await using attached = docker.with({ keepInput: true }).start`attach typed`;
  attached.write('through\n');
  await attached.stdout.until('through\n');
});

test('two clients attached to one container see the same', async ({ docker }) => {
  await docker`run -d -i --name shared busybox cat`;
  await using first = docker.with({ keepInput: true }).start`attach shared`;
  await using second = docker.start`attach --no-stdin shared`;
  await expect(async () => {
    first.write('knock\n');
    await second.stdout.until('knock\n', 300);
  }).toPass({ timeout: 10_000 });
});

test('a signal to the client is passed on', async ({ docker }) => {
  const script = 'trap "echo got INT; exit 7" INT; echo ready; while :; do sleep 0.05; done';
  await using attached = docker.start`run --rm busybox sh -c ${script}`;
  await attached.stdout.until('ready');
  attached.kill('SIGINT');
  expect(await attached.ended).toMatchObject({ code: 7, stdout: 'ready\ngot INT\n' });
});

test('start -a -i runs a container again with input and output', async ({ docker }) => {
  await docker`create -i --name again busybox sh -c ${'read line; echo "read $line"; exit 2'}`;
  const run = () => docker.with({ input: 'this\n' })`start -a -i again`;
  expect(await run()).toMatchObject({ code: 2, stdout: 'read this\n' });
  expect(await run()).toMatchObject({ code: 2, stdout: 'read this\n' });
});

test('attach to a container that does not run is refused', async ({ docker }) => {
  await docker`create --name idle busybox true`;
  const { code, stderr } = await docker`attach idle`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot attach to a stopped container/);
});
