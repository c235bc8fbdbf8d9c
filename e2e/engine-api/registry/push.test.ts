import { expect, test } from '../../fixtures/registry-test.ts';

const DIGEST = /igest: (sha256:[0-9a-f]{64})/;

test('the digest that push prints is the one that a pull gives, and the image is the same', async ({
  registry,
  docker,
  engine,
}) => {
  const name = `${registry.host}/push/same:1`;
  await engine.loadImage({ tags: [name], files: [{ path: 'own', content: 'pushed' }] });
  const id = await docker.text`images --no-trunc -q ${name}`;
  const pushed = await docker.text`push ${name}`;
  expect(pushed).toContain(`The push refers to repository [${registry.host}/push/same]`);
  // Busybox may be in another repository of the registry already.
  expect(pushed.match(/^[0-9a-f]{12}: (Pushed|Mounted from .+)$/gm)).toHaveLength(2);
  expect(pushed).toMatch(/^[0-9a-f]{12}: Pushed$/m);
  const [, digest = ''] = DIGEST.exec(pushed) ?? [];
  expect(await docker.text`images --digests --format {{.Digest}} ${`${registry.host}/push/same`}`).toContain(
    digest,
  );
  await docker.text`rmi ${name}`;

  const pulled = await docker.text`pull ${name}`;
  expect(DIGEST.exec(pulled)?.[1]).toBe(digest);
  expect(await docker.text`images --no-trunc -q ${name}`).toBe(id);
  expect(await docker.text`run --rm ${name} cat /own`).toBe('pushed');
});

test('a second push says that the layers are there already, and gives the same digest', async ({
  registry,
  docker,
  engine,
}) => {
  const name = `${registry.host}/push/again:1`;
  await engine.loadImage({ tags: [name], files: [{ path: 'own', content: 'again' }] });
  const [, digest] = DIGEST.exec(await docker.text`push ${name}`) ?? [];
  const again = await docker.text`push ${name}`;
  expect(again.match(/: Layer already exists$/gm)).toHaveLength(2);
  expect(DIGEST.exec(again)?.[1]).toBe(digest);
});

test('layers that another repository of the registry has are mounted from there', async ({
  registry,
  docker,
  engine,
}) => {
  const first = `${registry.host}/push/first:1`;
  const second = `${registry.host}/push/second:1`;
  await engine.loadImage({ tags: [first], files: [{ path: 'own', content: 'mounted' }] });
  await docker.text`push ${first}`;
  await docker.text`tag ${first} ${second}`;
  expect(await docker.text`push ${second}`).toMatch(/Mounted from push\/first/);
});

test('what was pulled and committed is pushed with only its new layer', async ({ registry, docker }) => {
  const base = await registry.add('push/base:1', { files: [{ path: 'base', content: 'base' }] });
  const name = `${registry.host}/push/base:2`;
  await docker.text`pull -q ${base}`;
  await docker.text`run --name author ${base} sh -c ${'echo pushed > /p'}`;
  await docker.text`commit author ${name}`;
  const output = await docker.text`push ${name}`;
  expect(output.match(/: Pushed$/gm)).toHaveLength(1);
  expect(output.match(/: Layer already exists$/gm)).toHaveLength(2);
  await docker.text`rm author`;
  await docker.text`rmi ${name}`;
  expect(await docker.text`run --rm ${name} cat /p`).toBe('pushed');
});

test('push -a sends every tag of a repository', async ({ registry, docker, engine }) => {
  const repository = `${registry.host}/push/all`;
  await engine.loadImage({ tags: [`${repository}:1`, `${repository}:2`] });
  const output = await docker.text`push -a ${repository}`;
  expect(output).toMatch(/^1: digest: /m);
  expect(output).toMatch(/^2: digest: /m);
});

test('an image that is not here is not pushed, and the message says which', async ({ registry, docker }) => {
  const name = `${registry.host}/push/missing:1`;
  expect((await docker`push ${name}`).stderr).toContain(
    `An image does not exist locally with the tag: ${registry.host}/push/missing`,
  );
});
