import type { ImageRecipe } from '../../fixtures/busybox-image.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const SEEDED: ImageRecipe = {
  tags: ['seeded:1'],
  config: { Volumes: { '/data': {}, '/void/': {}, '/run-link/x': {} } },
  files: [
    { path: 'data/file', content: 'of the image', owner: 1000, mode: 0o640 },
    { path: 'data/link', link: 'file' },
    { path: 'run-link', link: '/run' },
    { path: 'run/x/behind', content: 'a link' },
  ],
};

test.beforeEach(async ({ engine }) => await engine.loadImage(SEEDED));

test('VOLUME makes anonymous volumes with what the image has there', async ({ docker }) => {
  await docker.text`create --name image-volumes seeded:1 true`;
  const names = (await docker.text`inspect -f ${'{{range .Mounts}}{{.Name}} {{end}}'} image-volumes`).split(
    ' ',
  );
  expect(names).toHaveLength(3);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/);
  const look =
    'stat -c "%n %u %a" /data/file; readlink /data/link; cat /run-link/x/behind /run/x/behind; ls /void';
  expect(await docker.text`run --rm --volumes-from image-volumes busybox stat -c ${'%u %a'} /data/file`).toBe(
    '1000 640',
  );
  expect(await docker.text`run --rm seeded:1 sh -c ${look}`).toBe('/data/file 1000 640\nfile\na linka link');
  await docker.text`rm -v image-volumes`;
  const left = (await docker.text`volume ls -q`).split('\n');
  expect(left.filter((name) => names.includes(name))).toEqual([]);
});

test('a named volume takes what the image has at its first use only', async ({ docker }) => {
  await docker.text`run --rm -v once:/data seeded:1 rm /data/link`;
  expect(await docker.text`run --rm -v once:/data seeded:1 ls /data`).toBe('file');
  expect(await docker.text`run --rm -v once:/anywhere busybox cat /anywhere/file`).toBe('of the image');
  await docker.text`volume rm once`;
});

test('nocopy leaves it empty, in both forms', async ({ docker }) => {
  expect(await docker.text`run --rm -v bare:/data:nocopy seeded:1 ls /data`).toBe('');
  const mount = 'type=volume,src=bare,dst=/data,volume-nocopy';
  expect(await docker.text`run --rm --mount ${mount} seeded:1 ls /data`).toBe('');
  await docker.text`volume rm bare`;
});

test('two containers begin on one empty volume, and it is whole for both', async ({ docker }) => {
  const ids = await Promise.all(
    [1, 2, 3, 4].map(() => docker.text`create -v together:/data seeded:1 ls /data`),
  );
  for (const id of ids) expect(await docker.text`start -a ${id}`).toBe('file\nlink');
  await docker.text`rm ${ids}`;
  await docker.text`volume rm together`;
});

test('a volume over a file of the image is refused, and nothing is left', async ({ docker }) => {
  const before = await docker.text`volume ls -q`;
  const { code, stderr } = await docker`create -v /data/file seeded:1 true`;
  expect(code).toBe(1);
  expect(stderr).toContain('cannot mount volume over existing file, file exists');
  expect((await docker`create -v over-a-file:/data/file seeded:1 true`).code).toBe(1);
  expect((await docker.text`volume ls -q`).replace(/over-a-file\n?/, '').trim()).toBe(before);
});

test('a commit keeps the VOLUMEs of its image and nothing of what is in them', async ({ docker }) => {
  await docker.text`run --name committed seeded:1 sh -c ${'echo more > /data/more; echo own > /own'}`;
  await docker.text`commit committed committed:1`;
  expect(await docker.text`image inspect -f ${'{{len .Config.Volumes}}'} committed:1`).toBe('3');
  expect(await docker.text`run --rm committed:1 ls /data /own`).toBe('/own\n\n/data:\nfile\nlink');
  await docker.text`rm -v committed`;
});
