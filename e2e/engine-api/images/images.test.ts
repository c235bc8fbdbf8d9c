import { expect, test } from '../../fixtures/engine-test.ts';

test('images lists names, tags and sizes', async ({ docker }) => {
  const line = await docker.text`images --format ${'{{.Repository}} {{.Tag}} {{.ID}}'} busybox`;
  expect(line).toMatch(/^busybox latest [0-9a-f]{12}$/);
  expect(await docker.text`images --no-trunc -q busybox`).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('tag gives one image several names, rmi takes them one by one', async ({ docker }) => {
  await docker.text`tag busybox team/tool:2.1`;
  expect(await docker.text`images -q team/tool`).toBe(await docker.text`images -q busybox`);
  expect(await docker.text`rmi team/tool:2.1`).toBe('Untagged: team/tool:2.1');
  expect(await docker.text`images -q team/tool`).toBe('');
});

test('a tag that is no reference is refused', async ({ docker }) => {
  expect((await docker`tag busybox busybox/UPPER`).stderr).toMatch(/repository name.*must be lowercase/);
});

test('filters choose by name, label, age and tag', async ({ engine, docker }) => {
  await docker.text`image prune -f`;
  await engine.loadImage({ tags: ['app:one'], config: { Labels: { role: 'app' } } });
  const names = (filter: string) =>
    docker.text`images --filter ${filter} --format ${'{{.Repository}}:{{.Tag}}'}`;
  expect(await names('reference=app')).toBe('app:one');
  expect(await names('reference=a*:o*')).toBe('app:one');
  expect(await names('label=role=app')).toBe('app:one');
  expect(await names('label=role=other')).toBe('');
  expect(await names('dangling=true')).toBe('');
  expect((await names('dangling=false')).split('\n')).toEqual(
    expect.arrayContaining(['app:one', 'busybox:latest']),
  );
  await docker.text`rmi app:one`;
});

test('history shows the layers, newest first', async ({ docker, engine }) => {
  await engine.loadImage({ tags: ['two-layers:1'], files: [{ path: 'own', content: 'x'.repeat(1000) }] });
  const lines = (await docker.text`history --format ${'{{.CreatedBy}}|{{.Size}}'} two-layers:1`).split('\n');
  expect(lines[0]).toBe('layer 2|1kB');
  expect(lines[1]).toMatch(/^layer 1\|\d/);
  await docker.text`rmi two-layers:1`;
});

test('an image in use is not removed, not even by its id', async ({ docker, engine }) => {
  await engine.loadImage({ tags: ['used:1'], files: [{ path: 'own', content: 'used' }] });
  const id = await docker.text`create --name user used:1 true`;
  const { code, stderr } = await docker`rmi used:1`;
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`container ${id.slice(0, 12)} is using its referenced image`));
  await docker`rm user`;
  expect(await docker.text`rmi used:1`).toContain('Deleted: sha256:');
});

test('rmi of what is not there says so', async ({ docker }) => {
  expect((await docker`rmi nothing:here`).stderr).toMatch(/No such image: nothing:here/);
});

test('the configuration of an image is that of its containers', async ({ docker, engine }) => {
  await engine.loadImage({
    tags: ['configured:1'],
    config: {
      Entrypoint: ['echo', 'entry'],
      Cmd: ['default'],
      Env: ['A=from image'],
      User: 'ann',
      WorkingDir: '/home/ann',
    },
  });
  expect(await docker.text`run --rm configured:1`).toBe('entry default');
  expect(await docker.text`run --rm configured:1 mine`).toBe('entry mine');
  expect(await docker.text`run --rm --entrypoint sh configured:1 -c ${'echo $A; id -un; pwd'}`).toBe(
    'from image\nann\n/home/ann',
  );
  await docker.text`rmi configured:1`;
});
