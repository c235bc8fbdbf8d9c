import { writeFile } from 'node:fs/promises';
import { busyboxArchive } from '../../fixtures/busybox-image.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('load tells the names of what it loaded', async ({ docker, folder }) => {
  await writeFile(`${folder}/image.tar`, await busyboxArchive({ tags: ['loaded:1', 'loaded:2'] }));
  const output = await docker.text`load -i ${`${folder}/image.tar`}`;
  expect(output).toContain('Loaded image: loaded:1');
  expect(output).toContain('Loaded image: loaded:2');
  await docker.text`rmi loaded:1 loaded:2`;
});

test('load reads compressed archives from standard input', { tag: '@unlike-docker-20' }, async ({
  docker,
  folder,
}) => {
  const file = `${folder}/image.tar`;
  await writeFile(file, await busyboxArchive({ tags: ['squeezed:1'] }));
  for (const program of ['gzip', 'xz', 'zstd']) {
    const { bytes } = await runProgram(program, ['-c', file]);
    expect(await docker.with({ input: bytes }).text`load -q`).toContain('Loaded image: squeezed:1');
    await docker.text`rmi squeezed:1`;
  }
});

test('what save writes, load reads again as the same image', async ({ docker, folder }) => {
  const id = await docker.text`images --no-trunc -q busybox`;
  await docker.text`tag busybox saved:1`;
  await docker.text`save -o ${`${folder}/saved.tar`} saved:1`;
  await docker.text`rmi saved:1`;
  await docker.text`load -i ${`${folder}/saved.tar`}`;
  expect(await docker.text`images --no-trunc -q saved`).toBe(id);
  expect(await docker.text`run --rm saved:1 echo works`).toBe('works');
  await docker.text`rmi saved:1`;
});

test('skopeo reads what save writes', async ({ docker, folder }) => {
  await docker.text`save -o ${`${folder}/saved.tar`} busybox:latest`;
  const { code, stdout, stderr } = await runProgram('skopeo', [
    'inspect',
    `docker-archive:${folder}/saved.tar`,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ Os: 'linux' });
});

test('what is no archive is refused and leaves nothing', async ({ docker }) => {
  const before = await docker.text`images -aq`;
  const { code, stderr } = await docker.with({ input: 'this is no tar archive at all' })`load`;
  expect(code).toBe(1);
  expect(stderr).not.toBe('');
  expect(await docker.text`images -aq`).toBe(before);
});

test('an archive that breaks off is refused and leaves nothing', async ({ docker }) => {
  const before = await docker.text`images -aq`;
  const archive = await busyboxArchive({ tags: ['half:1'], files: [{ path: 'half', content: 'half' }] });
  const { code, stderr } = await docker.with({ input: archive.subarray(0, archive.length / 2) })`load`;
  expect(code).toBe(1);
  expect(stderr).not.toBe('');
  expect(await docker.text`images -aq`).toBe(before);
});
