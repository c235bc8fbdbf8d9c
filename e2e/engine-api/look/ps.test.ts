import { expect, test } from '../../fixtures/engine-test.ts';

test('ps shows what runs, -a everything, newest first', async ({ ownEngine: { docker } }) => {
  await docker`run -d --name first busybox sleep 600`;
  await docker`create --name second busybox true`;
  await docker`run -d --name third busybox sleep 600`;
  expect(await docker.text`ps --format {{.Names}}`).toBe('third\nfirst');
  expect(await docker.text`ps -a --format {{.Names}}`).toBe('third\nsecond\nfirst');
  expect(await docker.text`ps -l --format {{.Names}}`).toBe('third');
  expect(await docker.text`ps -n 2 --format {{.Names}}`).toBe('third\nsecond');
});

test('ps tells image, command and state as people read them', async ({ docker }) => {
  const id = await docker.text`run -d --name shown busybox sleep 600`;
  const columns = '{{.ID}}|{{.Image}}|{{.Command}}|{{.State}}|{{.Names}}|{{.Status}}';
  const [shortId, image, command, state, names, status] = (
    await docker.text`ps --filter name=shown --format ${columns}`
  ).split('|');
  expect([shortId, image, command, state, names]).toEqual([
    id.slice(0, 12),
    'busybox',
    '"sleep 600"',
    'running',
    'shown',
  ]);
  expect(status).toMatch(/^Up (Less than a second|\d+ seconds?)$/);
});

test('ps tells how containers ended', async ({ docker }) => {
  await docker`run --name ended busybox sh -c ${'exit 3'}`;
  await docker`create --name never busybox true`;
  await docker`run -d --name frozen busybox sleep 600`;
  await docker`pause frozen`;
  const status = (name: string) => docker.text`ps -a --filter name=${name} --format {{.Status}}`;
  expect(await status('ended')).toMatch(/^Exited \(3\) (Less than a second|\d+ seconds?) ago$/);
  expect(await status('never')).toBe('Created');
  expect(await status('frozen')).toMatch(/^Up .* \(Paused\)$/);
});

test('ps -s tells the size of the layer of its own', async ({ docker }) => {
  await docker`run --name sized busybox sh -c ${'head -c 5000000 /dev/zero > /big'}`;
  expect(await docker.text`ps -as --filter name=sized --format {{.Size}}`).toMatch(
    /^5MB \(virtual \d+(\.\d+)?MB\)$/,
  );
});

test.describe('filters', () => {
  test.beforeEach(async ({ docker }) => {
    await docker.text`run -d --name filter-running --label tier=web --label flag busybox sleep 600`;
    await docker`run --name filter-exited --label tier=db busybox sh -c ${'exit 4'}`;
    await docker.text`create --name filter-created --network none busybox true`;
  });

  for (const [filter, names] of [
    ['name=filter-', ['filter-created', 'filter-exited', 'filter-running']],
    ['name=^/?filter-running$', ['filter-running']],
    ['status=running', ['filter-running']],
    ['status=exited', ['filter-exited']],
    ['status=created', ['filter-created']],
    ['exited=4', ['filter-exited']],
    ['label=tier', ['filter-exited', 'filter-running']],
    ['label=tier=web', ['filter-running']],
    ['ancestor=busybox', ['filter-created', 'filter-exited', 'filter-running']],
    ['ancestor=no-such-image', []],
    ['network=none', ['filter-created']],
    ['before=filter-exited', ['filter-running']],
    ['since=filter-exited', ['filter-created']],
    ['health=none', ['filter-created', 'filter-exited', 'filter-running']],
    ['is-task=true', []],
  ] as const) {
    test(`--filter ${filter}`, async ({ docker }) => {
      const shown = await docker.text`ps -a --filter ${filter} --format {{.Names}}`;
      const ofThisTest = shown.split('\n').filter((name) => name.startsWith('filter-'));
      if (filter === 'network=none') expect(ofThisTest).toContain('filter-created');
      else expect(ofThisTest.sort()).toEqual(names);
    });
  }

  test('--filter id takes a prefix, several filters hold together', async ({ docker }) => {
    const id = await docker.text`inspect -f {{.Id}} filter-exited`;
    expect(await docker.text`ps -a --filter id=${id.slice(0, 10)} --format {{.Names}}`).toBe('filter-exited');
    expect(await docker.text`ps -a --filter label=tier --filter status=exited --format {{.Names}}`).toBe(
      'filter-exited',
    );
    expect(
      (
        await docker.text`ps -a --filter status=exited --filter status=created --filter name=filter- --format {{.Names}}`
      ).split('\n'),
    ).toHaveLength(2);
  });

  test('an unknown filter and an unknown status are refused', async ({ docker }) => {
    expect((await docker`ps --filter colour=red`).stderr).toMatch(/invalid filter 'colour'/i);
    expect((await docker`ps --filter status=tired`).stderr).toMatch(/tired/);
  });
});
