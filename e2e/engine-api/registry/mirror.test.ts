import { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

test('images without a host come from the mirror, under their own names', async ({ registry }) => {
  await registry.add('library/mirrored:1', { files: [{ path: 'own', content: 'from the mirror' }] });
  await registry.add('team/mirrored:1', { files: [{ path: 'own', content: 'of the team' }] });
  const flags = ['--registry-mirror', 'http://127.0.0.1:1', '--registry-mirror', `http://${registry.host}`];
  await using engine = await Engine.running({ flags });
  const { docker } = engine;
  expect(await docker.text`pull mirrored:1`).toContain('docker.io/library/mirrored:1');
  expect(await docker.text`run --rm mirrored:1 cat /own`).toBe('from the mirror');
  await docker.text`pull -q team/mirrored:1`;
  expect(await docker.text`images --format {{.Repository}} team/mirrored`).toBe('team/mirrored');
  expect(await docker.text`info`).toContain(`http://${registry.host}`);
});

test('an image that is not here is pulled by docker run', async ({ registry, docker }) => {
  const name = await registry.add('run/pulls:1', { files: [{ path: 'own', content: 'fetched first' }] });
  const { code, stdout, stderr } = await docker`run --rm ${name} cat /own`;
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'fetched first' });
  expect(stderr).toContain(`Unable to find image '${name}' locally`);
  expect((await docker`run --rm --pull never ${`${registry.host}/run/never:1`} true`).code).toBe(125);
});
