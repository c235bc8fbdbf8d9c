import { access, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathsBelow } from '../../fixtures/disk-tree.ts';
import { type Member, tarOfMembers } from '../../fixtures/hostile-tar.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

interface BadLayer {
  readonly title: string;
  readonly members: (outside: string) => readonly Member[];
  readonly message: RegExp;
}

const REFUSED: readonly BadLayer[] = [
  {
    title: 'a name with two dots',
    members: () => [{ name: '../../../../../../escaped', content: 'out' }],
    message: /climbs out|invalid|breakout/i,
  },
  {
    title: 'an absolute name',
    members: (outside) => [{ name: `${outside}/escaped`, content: 'out' }],
    message: /absolute|invalid|breakout/i,
  },
  {
    title: 'a hard link out of the root',
    members: (outside) => [{ name: 'link', type: 'link', linkname: `../../../../../..${outside}/target` }],
    message: /link|climbs|invalid|breakout/i,
  },
  {
    title: 'a file behind a symbolic link out of the root',
    members: (outside) => [
      { name: 'door', type: 'symlink', linkname: outside },
      { name: 'door/escaped', content: 'out' },
    ],
    message: /link|invalid|breakout|leads out/i,
  },
  {
    title: 'a whiteout of nothing',
    members: () => [{ name: 'folder/.wh.', content: '' }],
    message: /whiteout/i,
  },
];

for (const { title, members, message } of REFUSED) {
  test(`a layer with ${title} is refused, and nothing outside it is touched`, async ({
    registry,
    engine,
    folder,
  }) => {
    const { docker, home } = engine;
    const outside = join(folder, 'outside');
    await mkdir(outside);
    const name = `layers/${title.replaceAll(/\W+/g, '-')}:1`;
    const image = await registry.add(name, { tars: [await tarOfMembers(members(outside))] });
    const before = await pathsBelow(home.dataRoot);
    const { code, stderr } = await docker`pull ${image}`;
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);
    expect(await readdir(outside)).toEqual([]);
    for (const place of ['/escaped', join(home.folder, 'escaped'), join(home.dataRoot, 'escaped')])
      await expect(access(place)).rejects.toThrow('ENOENT');
    expect(await docker.text`run --rm busybox echo still works`).toBe('still works');
  });
}

test('links that point anywhere are only links, and are followed inside the container', async ({
  registry,
  docker,
  folder,
}) => {
  const members: readonly Member[] = [
    { name: 'up', type: 'symlink', linkname: '../../../../../..' },
    { name: 'there', type: 'symlink', linkname: folder },
  ];
  const image = await registry.add('layers/links:1', { tars: [await tarOfMembers(members)] });
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} readlink /there`).toBe(folder);
  expect(await docker`run --rm ${image} ls /there/`).toMatchObject({ code: 1 });
});

test('devices of a layer are those of its image, and of no other place', async ({ registry, docker }) => {
  const members: readonly Member[] = [
    { name: 'odd/null', type: 'character-device', devmajor: 1, devminor: 3, mode: 0o666 },
    { name: 'odd/fifo', type: 'fifo', mode: 0o644 },
  ];
  const image = await registry.add('layers/devices:1', { tars: [await tarOfMembers(members)] });
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} stat -c ${'%F %t %T'} /odd/null`).toBe(
    'character special file 1 3',
  );
});

test('a whiteout of what no lower layer has is nothing', async ({ registry, docker }) => {
  const image = await registry.add('layers/whiteout:1', { files: [{ path: 'etc/.wh.no-such-file' }] });
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} ls -a /etc`).not.toContain('no-such-file');
});

test('a path ten thousand folders deep is refused or unpacked, and the engine goes on', async ({
  registry,
  engine,
}) => {
  const { docker, home } = engine;
  const deep: Member = { name: `${'d/'.repeat(10_000)}file`, content: 'deep' };
  const image = await registry.add('layers/deep:1', { tars: [await tarOfMembers([deep])] });
  const before = await pathsBelow(home.dataRoot);
  const { code, stderr } = await docker`pull ${image}`;
  if (code !== 0) {
    expect(stderr).toMatch(/too long|too deep|name/i);
    await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);
  }
  expect(await docker.text`run --rm busybox echo still works`).toBe('still works');
});
