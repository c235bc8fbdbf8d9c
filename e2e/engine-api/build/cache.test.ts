import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import { writeContext } from '../../fixtures/build-folder.ts';
import { Engine, newHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { SmallDisk } from '../../fixtures/small-disk.ts';

test('an image that was kept elsewhere is a cache, and tells for each step that ran why', async ({
  ownEngine,
  folder,
}) => {
  const { docker, http } = ownEngine;
  const reasons = async () => {
    const [summary] = (await http.get('/gantry/builds')).json<readonly BuildSummary[]>();
    const record = (await http.get(`/gantry/builds/${summary?.id}`)).json<BuildRecord>();
    return record.timeline.map(({ reason, state }) => reason ?? state);
  };
  await writeContext(folder, {
    'src/a.txt': 'a',
    'src/b.txt': 'b',
    Dockerfile:
      'FROM busybox\nARG STAMP=1\nENV X=$STAMP\nRUN date +%s%N > /made\nCOPY src /src\nRUN ls /src > /list\n',
  });
  const archive = join(folder, '..', `${folder.split('/').at(-1)}.tar`);
  await docker.text`build -t story/kept ${folder}`;
  const made = await docker.text`run --rm story/kept cat /made`;
  await docker.text`save -o ${archive} story/kept busybox`;
  await docker.text`rmi story/kept`;
  await docker.text`builder prune -af`;
  await docker.text`load -i ${archive}`;
  await rm(archive);

  await docker.text`build -t story/again --cache-from story/kept --cache-from nobody/has:1 ${folder}`;
  expect(await reasons()).toEqual(['done', ...Array(5).fill('cached')]);
  expect(await docker.text`run --rm story/again cat /made`).toBe(made);
  await writeContext(folder, { 'src/a.txt': 'other', 'src/c.txt': 'new' });
  await rm(join(folder, 'src/b.txt'));
  await docker.text`build ${folder}`;
  expect((await reasons()).slice(3)).toEqual([
    'cached',
    '`src/a.txt` changed, and `src/b.txt` is gone, and `src/c.txt` is new',
    'line 5 ran again',
  ]);
  await docker.text`build --build-arg STAMP=2 ${folder}`;
  expect((await reasons()).slice(1, 4)).toEqual(['cached', 'ENV X went from 1 to 2', 'line 3 ran again']);
  await docker.text`tag story/again busybox`;
  await writeContext(folder, { Dockerfile: 'FROM busybox\nRUN exit 4\n' });
  await docker`build ${folder}`;
  expect(await reasons()).toEqual(['done', 'the base image busybox is another one than before']);
});

test('with SOURCE_DATE_EPOCH the same work gives the same image', async ({ docker, folder }) => {
  await writeContext(folder, {
    'a.txt': 'a',
    Dockerfile:
      'FROM busybox\nWORKDIR /w\nCOPY a.txt .\nRUN mkdir d && touch d/x && ln -s x d/y\nLABEL a=b\n',
  });
  const build = () => docker.text`build -q --no-cache --build-arg SOURCE_DATE_EPOCH=1700000000 ${folder}`;
  const first = await build();
  expect(await build()).toBe(first);
  const created = await docker.text`image inspect -f ${'{{.Created}}'} ${first}`;
  expect(Date.parse(created)).toBe(1_700_000_000_000);
});

test('a build that fills the disk names the cause and leaves nothing', async ({ folder }) => {
  await using disk = await SmallDisk.of(48);
  await using engine = new Engine({ ...(await newHome()), dataRoot: disk.path });
  await engine.start();
  await engine.loadImage({ tags: ['busybox:latest'] });
  const { docker } = engine;
  await writeContext(folder, {
    'big.txt': 'x'.repeat(12 * 1024 * 1024),
    Dockerfile: 'FROM busybox\nCOPY big.txt /one\nCOPY big.txt /two\n',
  });
  const before = await disk.usedBytes();
  const { code, stderr } = await docker`build -t full ${folder}`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/no space left/i);
  expect(await docker.text`ps -aq`).toBe('');
  await docker.text`builder prune -af`;
  await expect.poll(async () => (await disk.usedBytes()) - before).toBeLessThan(1024 * 1024);
  await writeContext(folder, { 'big.txt': 'small', Dockerfile: 'FROM busybox\nCOPY big.txt /one\n' });
  await docker.text`build -t full ${folder}`;
  expect(await docker.text`run --rm full cat /one`).toBe('small');
});
