import { expect, test } from '../../fixtures/engine-test.ts';

const MEBIBYTE = 1024 * 1024;

test('image prune takes images without a name, and -a those without a container', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await ownEngine.loadImage({
    tags: ['moves:1'],
    files: [{ path: 'a', content: Buffer.alloc(MEBIBYTE, 'a') }],
  });
  const nameless = await docker.text`images --no-trunc -q moves:1`;
  await ownEngine.loadImage({
    tags: ['moves:1'],
    files: [{ path: 'b', content: Buffer.alloc(MEBIBYTE, 'b') }],
  });
  await ownEngine.loadImage({ tags: ['used:1'], files: [{ path: 'c', content: 'c' }] });
  await docker.text`create --name user used:1 true`;

  const pruned = await docker.text`image prune -f`;
  expect(pruned).toContain(`deleted: ${nameless}`);
  expect(pruned).toContain('Total reclaimed space: 1.049MB');
  expect(await docker.text`images -q moves:1`).not.toBe('');

  expect(await docker.text`image prune -a -f`).toContain('untagged: moves:1');
  expect((await docker.text`images --format {{.Repository}}`).split('\n')).toContain('used');
  expect(await docker`start -a user`).toMatchObject({ code: 0, stderr: '' });
});

test('image prune keeps what a filter keeps', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await ownEngine.loadImage({ tags: ['kept:1'], config: { Labels: { keep: 'yes' } } });
  await ownEngine.loadImage({ tags: ['loose:1'], config: { Labels: { keep: 'no' } } });
  await docker.text`image prune -a -f --filter label!=keep=yes`;
  const left = await docker.text`images --format {{.Repository}}`;
  expect(left.split('\n')).toContain('kept');
  expect(left.split('\n')).not.toContain('loose');
});
