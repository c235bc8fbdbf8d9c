import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('skopeo and umoci read the store of a running engine', async ({ ownEngine, folder }) => {
  const { docker, home } = ownEngine;
  await docker.text`run -d --name running busybox sleep 600`;
  await ownEngine.loadImage({ tags: ['store/second:2'], files: [{ path: 'own', content: 'read by umoci' }] });
  const store = `${home.dataRoot}/images`;
  const listed = await runProgram('umoci', ['ls', '--layout', store]);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  const tags = listed.stdout.split('\n').filter(Boolean);
  const second = tags.find((tag) => tag.includes('store/second')) ?? '';
  expect(tags).toContainEqual(expect.stringContaining('busybox'));

  const inspected = await runProgram('skopeo', ['inspect', `oci:${store}:${second}`]);
  expect(inspected).toMatchObject({ code: 0, stderr: '' });
  const { Layers } = JSON.parse(inspected.stdout) as { Layers: string[] };
  expect(Layers).toHaveLength(2);

  const copied = await runProgram('skopeo', [
    '--insecure-policy',
    'copy',
    `oci:${store}:${second}`,
    `docker-archive:${folder}/copy.tar:copied:1`,
  ]);
  expect(copied).toMatchObject({ code: 0 });
  expect(await docker.text`load -q -i ${`${folder}/copy.tar`}`).toContain('copied:1');
  expect(await docker.text`run --rm copied:1 cat /own`).toBe('read by umoci');
});
