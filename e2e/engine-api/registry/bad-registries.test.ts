import { pathsBelow } from '../../fixtures/disk-tree.ts';
import { type Meddle, MeddlingProxy } from '../../fixtures/meddling-proxy.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

const MEBIBYTE = 1024 * 1024;
const INDEX = 'application/vnd.oci.image.index.v1+json';

interface BadRegistry {
  readonly title: string;
  readonly meddle: Meddle;
  readonly message: RegExp;
}

const onBlobs = (meddle: Meddle): Meddle => {
  return (passing, response) =>
    passing.isBlob && passing.method === 'GET' ? meddle(passing, response) : undefined;
};
const onManifests = (meddle: Meddle): Meddle => {
  return (passing, response) => (passing.isManifest ? meddle(passing, response) : undefined);
};

const CASES: readonly BadRegistry[] = [
  {
    title: 'a blob of another digest',
    meddle: onBlobs((passing) => ({ ...passing, body: Buffer.alloc(passing.body.length, 'x') })),
    message: /digest|verif/i,
  },
  {
    title: 'a blob that is too short',
    meddle: onBlobs((passing) => ({ ...passing, body: passing.body.subarray(1) })),
    message: /size|short|digest|bytes/i,
  },
  {
    title: 'a blob that is too long',
    meddle: onBlobs((passing) => ({ ...passing, body: Buffer.concat([passing.body, Buffer.alloc(9)]) })),
    message: /size|long|digest|bytes/i,
  },
  {
    title: 'a manifest of more than 4 MiB',
    meddle: onManifests((passing) => ({
      ...passing,
      body: Buffer.concat([passing.body, Buffer.alloc(5 * MEBIBYTE, ' ')]),
    })),
    message: /large|limit|4194304|4 MiB/i,
  },
  {
    title: 'an index that points at itself',
    meddle: onManifests((passing) => ({ ...passing, ...selfPointing(passing.path) })),
    message: /digest|itself|nest|index/i,
  },
  {
    title: 'a manifest that is no JSON',
    meddle: onManifests((passing) => ({ ...passing, body: Buffer.from('<html>') })),
    message: /digest|manifest|JSON/i,
  },
  {
    title: 'a connection that is dropped each time',
    meddle: onBlobs((_passing, response) => {
      response.destroy();
      return Promise.resolve('answered');
    }),
    message: /EOF|reset|hang up|closed|broke/i,
  },
  ...[401, 403, 404, 429, 500].map((status) => ({
    title: `${status} instead of blobs`,
    meddle: onBlobs(() => ({ status, headers: {}, body: Buffer.from('') })),
    message: new RegExp(
      `${status}|${{ 401: 'authori', 403: 'denied', 404: 'not found|unknown', 429: 'toomany|too many', 500: 'internal' }[status]}`,
      'i',
    ),
  })),
];

for (const { title, meddle, message } of CASES) {
  test(`${title}: the pull says so and leaves nothing, and the next one works`, async ({
    registry,
    engine,
  }) => {
    const { docker, home } = engine;
    const name = `bad/${title.toLowerCase().replaceAll(/\W+/g, '-')}:1`;
    await registry.add(name, { files: [{ path: 'own', content: title }] });
    await using proxy = await MeddlingProxy.before(registry, meddle);
    const image = `${proxy.host}/${name}`;
    const before = await pathsBelow(home.dataRoot);

    const { code, stderr } = await docker`pull ${image}`;
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr, 'a person can read it').not.toMatch(/\n\s+at /);
    await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);

    proxy.meddle = undefined;
    await docker.text`pull -q ${image}`;
    expect(await docker.text`run --rm ${image} cat /own`).toBe(title);
  });
}

test('a connection that breaks once is taken up again where it broke', async ({ registry, docker }) => {
  await registry.add('bad/breaks:1', { files: [{ path: 'own', content: Buffer.alloc(MEBIBYTE, 'abc') }] });
  const broken = new Set<string>();
  await using proxy = await MeddlingProxy.before(
    registry,
    onBlobs(({ path, status, headers, body }, response) => {
      if (broken.has(path)) return undefined;
      broken.add(path);
      response.writeHead(status, { ...headers, 'content-length': String(body.length) });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return Promise.resolve('answered');
    }),
  );
  const image = `${proxy.host}/bad/breaks:1`;
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} wc -c /own`).toBe(`${MEBIBYTE} /own`);
});

test('a registry that is busy twice is asked again', async ({ registry, docker }) => {
  await registry.add('bad/busy:1', { files: [{ path: 'own', content: 'patience' }] });
  let refusals = 2;
  await using proxy = await MeddlingProxy.before(registry, () =>
    refusals-- > 0 ? { status: 429, headers: { 'retry-after': '1' }, body: Buffer.from('') } : undefined,
  );
  const image = `${proxy.host}/bad/busy:1`;
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} cat /own`).toBe('patience');
});

/** Its only member is the manifest that was asked for. */
function selfPointing(path: string) {
  const asked = /sha256:[0-9a-f]{64}/.exec(path)?.[0] ?? `sha256:${'ab'.repeat(32)}`;
  const platform = { os: 'linux', architecture: 'amd64' };
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [{ mediaType: INDEX, digest: asked, size: 300, platform }],
  });
  return { headers: { 'content-type': INDEX }, body: Buffer.from(body) };
}
