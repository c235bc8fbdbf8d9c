import { expect, test } from '../../fixtures/registry-test.ts';

test('a missing tag, repository or registry is told in Docker’s words', async ({ registry, docker }) => {
  await registry.add('pull/there:1');
  const tag = `${registry.host}/pull/there:2`;
  expect(await docker`pull ${tag}`).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`manifest for ${tag} not found: manifest unknown: manifest unknown`),
  });
  expect((await docker`pull ${`${registry.host}/pull/nowhere:1`}`).stderr).toMatch(
    /manifest unknown|not found/,
  );
  expect((await docker`pull 127.0.0.1:1/pull/there`).stderr).toMatch(/connection refused/);
});

test('names that cannot be are refused before anything is asked', async ({ registry, docker }) => {
  const asked = registry.asked.length;
  for (const path of ['UPPER', 'a//b', 'a:', 'a@sha256:12', '-a'])
    expect((await docker`pull ${`${registry.host}/${path}`}`).stderr, path).toMatch(
      /invalid reference format/,
    );
  expect(registry.asked.length).toBe(asked);
});

test('the registry is asked about an image without pulling it', async ({ registry, docker, http }) => {
  const name = await registry.add('pull/asked:1');
  const { status, text } = await http.get(`/distribution/${name}/json`);
  expect(status, text).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    Descriptor: { digest: expect.stringMatching(/^sha256:/) },
    Platforms: [{ os: 'linux' }],
  });
  expect(await docker.text`images -q ${name}`).toBe('');
});
