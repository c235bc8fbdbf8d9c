import { randomBytes } from 'node:crypto';
import { HeldBlobs } from '../../fixtures/held-blobs.ts';
import { MeddlingProxy } from '../../fixtures/meddling-proxy.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

const LARGE = 3_000_000;

test('two pulls at once share the download of a layer that both need', async ({ registry, docker }) => {
  const shared = [{ path: 'large', content: randomBytes(LARGE) }];
  for (const tag of ['one', 'two'])
    await registry.add(`two/pulls:${tag}`, { layers: [shared, [{ path: 'tag', content: tag }]] });
  const held = new HeldBlobs(LARGE);
  await using proxy = await MeddlingProxy.before(registry, held.meddle);
  const images = ['one', 'two'].map((tag) => `${proxy.host}/two/pulls:${tag}`);
  const before = registry.asked.length;
  const pulls = images.map((image) => docker.start`pull ${image}`);
  await held.reached;
  for (const pull of pulls) await pull.stdout.until(/: Pulling from/);
  held.release();
  for (const pull of pulls) expect((await pull.ended).stderr).toBe('');

  const fetched = registry.asked.slice(before).filter((line) => line.startsWith('GET') && /blobs/.test(line));
  expect(fetched).not.toEqual([]);
  expect(fetched, 'no blob is fetched twice').toHaveLength(new Set(fetched).size);
  for (const image of images)
    expect(await docker.text`run --rm ${image} cat /tag`).toBe(image.slice(-'one'.length));
});

test('one of two pulls that share a download may be given up', async ({ registry, docker }) => {
  await registry.add('two/givers:1', { files: [{ path: 'large', content: randomBytes(LARGE) }] });
  const held = new HeldBlobs(LARGE);
  await using proxy = await MeddlingProxy.before(registry, held.meddle);
  const image = `${proxy.host}/two/givers:1`;
  const first = docker.start`pull ${image}`;
  await held.reached;
  const second = docker.start`pull ${image}`;
  await second.stdout.until(/Pulling fs layer/);
  first.kill('SIGINT');
  await first.ended;
  held.release();
  expect(await second.ended).toMatchObject({ code: 0, stderr: '' });
  expect(await docker.text`run --rm ${image} wc -c /large`).toBe(`${LARGE} /large`);
});
