import { readFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

test('run -d prints the id of a container that goes on', async ({ docker }) => {
  const id = await docker.text`run -d --name going busybox sleep 600`;
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  expect(await docker.text`inspect -f {{.State.Status}} going`).toBe('running');
});

test('a container is found by its name, its id and a prefix of its id', async ({ docker }) => {
  const id = await docker.text`create --name found busybox true`;
  for (const ref of ['found', id, id.slice(0, 12), id.slice(0, 5)])
    expect(await docker.text`inspect -f {{.Id}} ${ref}`).toBe(id);
});

test('--cidfile holds the id', async ({ docker, folder }) => {
  const id = await docker.text`run -d --cidfile ${`${folder}/cid`} busybox true`;
  expect(await readFile(`${folder}/cid`, 'utf8')).toBe(id);
});

test('run without a name invents one of two words', async ({ docker }) => {
  const id = await docker.text`create busybox true`;
  expect(await docker.text`inspect -f {{.Name}} ${id}`).toMatch(/^\/[a-z]+_[a-z]+\d?$/);
});

test('run of an image that is not here says so', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --pull never no-such-image true`;
  expect(code).toBe(125);
  expect(stderr).toMatch(/no such image: no-such-image/i);
});
