import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('many images are saved into one archive, and come back as they were', async ({ ownEngine, folder }) => {
  const { docker } = ownEngine;
  const names = Array.from({ length: 12 }, (_one, index) => `many/image${index}:${index}`);
  for (const name of names)
    await ownEngine.loadImage({ tags: [name], files: [{ path: 'name', content: name }] });
  const ids = await docker.text`images --no-trunc --format ${'{{.Repository}} {{.ID}}'} many/*`;
  const file = `${folder}/many.tar`;
  await docker.text`save -o ${file} ${names}`;
  await docker.text`rmi ${names}`;
  expect(await docker.text`images -q many/*`).toBe('');

  const loaded = await docker.text`load -i ${file}`;
  for (const name of names) expect(loaded).toContain(`Loaded image: ${name}`);
  const again = await docker.text`images --no-trunc --format ${'{{.Repository}} {{.ID}}'} many/*`;
  expect(again.split('\n').sort()).toEqual(ids.split('\n').sort());
  expect(await docker.text`run --rm many/image7:7 cat /name`).toBe('many/image7:7');
});

test('an OCI layout with several images is loaded whole', async ({ ownEngine, folder }) => {
  const { docker } = ownEngine;
  for (const name of ['one', 'two']) {
    await ownEngine.loadImage({ tags: [`layout/${name}:1`], files: [{ path: 'own', content: name }] });
    await docker.text`save -o ${`${folder}/${name}.tar`} ${`layout/${name}:1`}`;
    const into = `oci:${folder}/layout:docker.io/layout/${name}:1`;
    await runProgram('skopeo', ['--insecure-policy', 'copy', `docker-archive:${folder}/${name}.tar`, into]);
  }
  await docker.text`rmi layout/one:1 layout/two:1`;
  await runProgram('tar', ['-C', `${folder}/layout`, '-cf', `${folder}/layout.tar`, '.']);
  await docker.text`load -i ${`${folder}/layout.tar`}`;
  for (const name of ['one', 'two'])
    expect(await docker.text`run --rm ${`layout/${name}:1`} cat /own`).toBe(name);
});
