import { expect, test } from '../../fixtures/registry-test.ts';

test('an image is pulled, run and removed by its digest', async ({ registry, docker }) => {
  const name = await registry.add('pull/digest:1', { files: [{ path: 'own', content: 'by digest' }] });
  const [, digest = ''] = /Digest: (sha256:[0-9a-f]{64})/.exec(await docker.text`pull ${name}`) ?? [];
  const pinned = `${registry.host}/pull/digest@${digest}`;
  await docker.text`rmi ${name}`;
  expect(await docker.text`images -q ${`${registry.host}/pull/digest`}`).toBe('');

  expect(await docker.text`pull ${pinned}`).toContain(`Digest: ${digest}`);
  expect(await docker.text`run --rm ${pinned} cat /own`).toBe('by digest');
  const format = '{{.Repository}} {{.Tag}} {{.Digest}}';
  expect(await docker.text`images --digests --format ${format} ${`${registry.host}/pull/digest`}`).toBe(
    `${registry.host}/pull/digest <none> ${digest}`,
  );
  const removed = await docker.text`rmi ${pinned}`;
  expect(removed).toContain(`Untagged: ${pinned}`);
  expect(removed).toContain('Deleted: sha256:');
});
