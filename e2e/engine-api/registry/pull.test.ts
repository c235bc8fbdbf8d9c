import { expect, test } from '../../fixtures/registry-test.ts';

const DIGEST = /Digest: sha256:[0-9a-f]{64}/;

test('a pull tells its layers, its digest and what it brought, and the image runs', async ({
  registry,
  docker,
}) => {
  const name = await registry.add('pull/told:1', { files: [{ path: 'greeting', content: 'from afar' }] });
  const output = await docker.text`pull ${name}`;
  expect(output).toContain('1: Pulling from pull/told');
  // The lower layer may be there already, of another story's image.
  expect(output.match(/^[0-9a-f]{12}: (Pull complete|Already exists)$/gm)).toHaveLength(2);
  expect(output).toMatch(/^[0-9a-f]{12}: Pull complete$/m);
  expect(output).toMatch(DIGEST);
  expect(output).toContain(`Status: Downloaded newer image for ${name}`);
  expect(output.endsWith(`\n${name}`)).toBe(true);
  expect(await docker.text`run --rm ${name} cat /greeting`).toBe('from afar');
});

test('a second pull says that the image is up to date, and fetches nothing', async ({ registry, docker }) => {
  const name = await registry.add('pull/twice:1', { files: [{ path: 'own', content: 'twice' }] });
  await docker.text`pull ${name}`;
  const asked = registry.asked.length;
  expect(await docker.text`pull ${name}`).toContain(`Status: Image is up to date for ${name}`);
  expect(registry.asked.slice(asked).filter((line) => line.includes('/blobs/'))).toEqual([]);
});

test('a name without a tag means latest', async ({ registry, docker }) => {
  await registry.add('pull/untagged:latest', { files: [{ path: 'own', content: 'untagged' }] });
  const output = await docker.text`pull ${`${registry.host}/pull/untagged`}`;
  expect(output).toContain('Using default tag: latest');
  expect(output).toContain('latest: Pulling from pull/untagged');
});

test('all tags of a repository are pulled with -a', async ({ registry, docker }) => {
  for (const tag of ['one', 'two', 'three'])
    await registry.add(`pull/many:${tag}`, { files: [{ path: 'tag', content: tag }] });
  const repository = `${registry.host}/pull/many`;
  const output = await docker.text`pull -a ${repository}`;
  expect(output).toContain(`Status: Downloaded newer image for ${repository}`);
  const tags = await docker.text`images --format {{.Tag}} ${repository}`;
  expect(tags.split('\n').sort()).toEqual(['one', 'three', 'two']);
  expect(await docker.text`run --rm ${`${repository}:two`} cat /tag`).toBe('two');
});

test('layers that are here already are not fetched again', async ({ registry, docker }) => {
  const layers = [[{ path: 'base', content: 'shared by both' }]];
  const first = await registry.add('pull/base:1', { layers });
  const second = await registry.add('pull/base:2', {
    layers: [...layers, [{ path: 'top', content: 'top' }]],
  });
  await docker.text`pull ${first}`;
  const output = await docker.text`pull ${second}`;
  expect(output.match(/: Already exists$/gm)).toHaveLength(2);
  expect(output.match(/: Pull complete$/gm)).toHaveLength(1);
});

test('a tag that moved brings the new image, and the old one loses its name', async ({
  registry,
  docker,
}) => {
  const name = await registry.add('pull/moves:1', { files: [{ path: 'own', content: 'old' }] });
  await docker.text`pull ${name}`;
  const old = await docker.text`images --no-trunc -q ${name}`;
  await registry.add('pull/moves:1', { files: [{ path: 'own', content: 'new' }] });
  expect(await docker.text`pull ${name}`).toContain(`Status: Downloaded newer image for ${name}`);
  expect(await docker.text`run --rm ${name} cat /own`).toBe('new');
  expect(await docker.text`inspect -f {{.RepoTags}} ${old}`).toBe('[]');
});
