import { expect, test } from '../../fixtures/registry-test.ts';

test('deleted and overwritten files of lower layers are gone in a container', async ({
  registry,
  docker,
}) => {
  const name = await registry.add('pull/whiteouts:1', {
    layers: [
      [
        { path: 'data/deleted', content: 'lower' },
        { path: 'data/changed', content: 'lower' },
        { path: 'old/inside', content: 'lower' },
      ],
      [
        { path: 'data/.wh.deleted' },
        { path: 'data/changed', content: 'upper' },
        { path: 'old/.wh..wh..opq' },
        { path: 'old/fresh', content: 'upper' },
      ],
    ],
  });
  await docker.text`pull -q ${name}`;
  expect(await docker.text`run --rm ${name} ls /data /old`).toBe('/data:\nchanged\n\n/old:\nfresh');
  expect(await docker.text`run --rm ${name} cat /data/changed`).toBe('upper');
});

for (const form of [
  { format: 'v2s2', compression: 'gzip' },
  { format: 'oci', compression: 'gzip' },
  { format: 'oci', compression: 'zstd' },
] as const) {
  test(`an image in the form of ${form.format} with ${form.compression} is pulled`, async ({
    registry,
    docker,
  }) => {
    const content = `${form.format} ${form.compression}`;
    const repository = `pull/${form.format}-${form.compression}`;
    const name = await registry.add(`${repository}:1`, { files: [{ path: 'form', content }] }, form);
    await docker.text`pull -q ${name}`;
    expect(await docker.text`run --rm ${name} cat /form`).toBe(content);
  });
}
