import type { BuildCacheRecord } from '../../../engine/api/types/build-cache.ts';
import { writeContext } from '../../fixtures/build-folder.ts';
import { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('the cache is listed with what it takes, and pruned but for what a named image needs', async ({
  ownEngine,
  folder,
}) => {
  const { docker, http } = ownEngine;
  const records = async () =>
    (await http.get('/system/df?type=build-cache')).json<{ BuildCache: readonly BuildCacheRecord[] }>()
      .BuildCache;
  const MEGABYTE = 1_000_000;
  const build = (size: number) => docker.text`build -t story/kept --build-arg SIZE=${size} ${folder}`;
  await writeContext(folder, {
    Dockerfile:
      'FROM busybox\nRUN --mount=type=cache,id=story,target=/c head -c 2000000 /dev/zero > /c/x\nARG SIZE\nRUN head -c $SIZE /dev/zero > /made\n',
  });
  await build(3 * MEGABYTE);
  await build(5 * MEGABYTE);
  const found = await records();
  const made = (size: number) => found.find(({ Size }) => Size === size);
  expect(made(3 * MEGABYTE)).toMatchObject({ Shared: false, InUse: false, Type: 'regular', UsageCount: 1 });
  expect(made(5 * MEGABYTE)).toMatchObject({
    Shared: true,
    Description: 'RUN head -c $SIZE /dev/zero > /made',
  });
  const mount = found.find(({ Type }) => Type === 'exec.cachemount');
  expect(mount).toMatchObject({ Description: 'cached mount story', Shared: false });
  expect(mount?.Size).toBeGreaterThan(2 * MEGABYTE - 1);
  expect(found.find(({ Description }) => Description.startsWith('RUN --mount'))?.UsageCount).toBe(2);

  expect(await docker.text`system df`).toMatch(/Build Cache +\d+ +0 +5(\.\d+)?MB/);
  expect(await docker.text`builder prune -f --filter ${'until=1h'}`).toContain('0B');
  expect(await docker.text`builder prune -f --filter ${'type=exec.cachemount'}`).toContain(mount?.ID);
  expect(await docker.text`builder prune -f`).toMatch(/Total reclaimed space: 3MB/);
  expect((await records()).every(({ Shared }) => Shared)).toBe(true);
  expect((await build(5 * MEGABYTE)).match(/Using cache/g)).toHaveLength(3);
  await docker.text`builder prune -af`;
  expect(await records()).toEqual([]);
  expect(await docker.text`run --rm story/kept sh -c ${'wc -c < /made'}`).toBe(String(5 * MEGABYTE));
  expect((await build(5 * MEGABYTE)).match(/Using cache/g)).toBeNull();

  expect(
    (await http.post('/gantry/builds/prune')).json<{ RecordsDeleted: string[] }>().RecordsDeleted,
  ).toHaveLength(4);
  expect((await http.get('/gantry/builds')).json()).toEqual([]);
});

test('what was used least recently goes by itself when the cache is larger than its bound', async ({
  folder,
}) => {
  await using engine = await Engine.running({ flags: ['--build-cache', '10'] });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const { docker, http } = engine;
  await writeContext(folder, {
    Dockerfile: 'FROM busybox\nARG N\nRUN head -c 4000000 /dev/zero > /made$N\n',
  });
  for (const n of [1, 2, 3, 4]) await docker.text`build --build-arg N=${n} ${folder}`;
  const sizes = async () => {
    const { BuildCache } = (await http.get('/system/df?type=build-cache')).json<{
      BuildCache: readonly BuildCacheRecord[];
    }>();
    return BuildCache.reduce((sum, { Size }) => sum + Size, 0);
  };
  await expect.poll(sizes).toBe(8_000_000);
  expect(await docker.text`build --build-arg N=4 ${folder}`).toContain('Using cache');
});
