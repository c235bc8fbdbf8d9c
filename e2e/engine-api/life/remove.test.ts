import { expect, test } from '../../fixtures/engine-test.ts';

test('a running container is removed with -f only', async ({ docker }) => {
  await docker`run -d --name busy busybox sleep 600`;
  const { code, stderr } = await docker`rm busy`;
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /stop the container before removing or force remove|Stop the container before attempting removal/,
  );
  expect(await docker.text`rm -f busy`).toBe('busy');
  expect(await docker.text`ps -aq --filter name=busy`).toBe('');
});

test('a paused container is removed with -f', async ({ docker }) => {
  await docker`run -d --name frozen busybox sleep 600`;
  await docker`pause frozen`;
  expect(await docker`rm frozen`).toMatchObject({ code: 1 });
  expect(await docker`rm -f frozen`).toMatchObject({ code: 0 });
});

test('rm of what is not there says so', async ({ docker }) => {
  const { code, stderr } = await docker`rm nobody`;
  expect(code).toBe(1);
  expect(stderr).toContain('No such container: nobody');
  expect(await docker`rm -f nobody`).toMatchObject({ code: 0 });
});

test('prune removes what has ended and nothing else, and tells the space', async ({
  ownEngine: { docker },
}) => {
  await docker`run -d --name goes-on busybox sleep 600`;
  await docker`create --name created busybox true`;
  await docker`run --name ended busybox sh -c ${'head -c 1000000 /dev/zero > /big'}`;
  const output = await docker.text`container prune -f`;
  expect(output).toContain('Deleted Containers:');
  expect(output).toMatch(/Total reclaimed space: 1(\.\d+)?MB/);
  expect(await docker.text`ps -a --format {{.Names}}`).toBe('goes-on');
});

test('prune obeys its filters', async ({ ownEngine: { docker } }) => {
  await docker`create --name keep --label keep=yes busybox true`;
  await docker`create --name plain busybox true`;
  await docker.text`container prune -f --filter ${'until=1h'}`;
  expect((await docker.text`ps -aq`).split('\n')).toHaveLength(2);
  await docker.text`container prune -f --filter ${'label!=keep=yes'}`;
  expect(await docker.text`ps -a --format {{.Names}}`).toBe('keep');
});
