import { expect, test } from '../../fixtures/engine-test.ts';

test('events tells the life of a container as it happens', async ({ docker }) => {
  const format = '{{.Type}} {{.Action}} {{.Actor.Attributes.name}}';
  await using events = docker.start`events --filter type=container --filter container=told --format ${format}`;
  await expect(async () => {
    await docker`rm -f told`;
    await docker.text`run -d --name told busybox sleep 600`;
    await events.stdout.until('container start told', 2000);
  }).toPass();
  await docker`kill told`;
  await events.stdout.until('container die told');
  await docker`rm told`;
  await events.stdout.until('container destroy told');
  expect(events.stdout.text).toMatch(
    /container create told\n(container attach told\n)?container start told\ncontainer kill told\ncontainer die told\ncontainer destroy told\n$/,
  );
});

test('events of the past are told with --since and --until', async ({ docker }) => {
  const begun = Math.floor(Date.now() / 1000);
  await docker`run --rm --name past busybox sh -c ${'exit 3'}`;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const format = '{{.Action}} {{.Actor.Attributes.exitCode}}';
  const told =
    await docker.text`events --since ${begun} --until ${Math.floor(Date.now() / 1000)} --filter container=past --filter event=die --format ${format}`;
  expect(told).toBe('die 3');
});

test('events carry time, image and labels', async ({ docker, http }) => {
  const since = Date.now() / 1000 - 1;
  const id = await docker.text`create --name told --label colour=red busybox true`;
  const { text } = await http.get(`/events?since=${since}&until=${Date.now() / 1000 + 0.1}`);
  const told = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told.find(({ id: of }) => of === id)).toMatchObject({
    Type: 'container',
    Action: 'create',
    status: 'create',
    from: 'busybox',
    scope: 'local',
    Actor: { ID: id, Attributes: { image: 'busybox', name: 'told', colour: 'red' } },
  });
});

test('images tell their own events', async ({ docker }) => {
  await using events = docker.start`events --filter type=image --format ${'{{.Action}} {{.Actor.Attributes.name}}'}`;
  await expect(async () => {
    await docker.text`tag busybox eventful:1`;
    await events.stdout.until('tag eventful:1', 1000);
  }).toPass();
  await docker.text`rmi eventful:1`;
  await events.stdout.until('untag ');
});
