import { pushIndex } from '../../fixtures/image-index.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

const PLATFORMS = [
  { architecture: 'amd64' },
  { architecture: 'arm', variant: 'v6' },
  { architecture: 'arm', variant: 'v7' },
  { architecture: 'arm64', variant: 'v8' },
];

for (const format of ['v2s2', 'oci'] as const) {
  test(`of an index (${format}) the machine’s own platform is taken, or the one asked for`, async ({
    registry,
    docker,
  }) => {
    const name = await pushIndex(registry, `platform/${format}:1`, PLATFORMS, format);
    const content = async () => {
      const made = await docker.text`create ${name} true`;
      const { stdout } = await docker`cp ${`${made}:/platform`} -`;
      return stdout;
    };
    await docker.text`pull -q ${name}`;
    expect(await docker.text`run --rm ${name} cat /platform`).toBe('amd64');
    for (const [asked, wanted] of [
      ['linux/arm/v7', 'arm v7'],
      ['linux/arm/v6', 'arm v6'],
      ['linux/arm64', 'arm64 v8'],
      ['linux/amd64', 'amd64'],
    ] as const) {
      await docker.text`pull -q --platform ${asked} ${name}`;
      expect(await content()).toContain(wanted);
      expect(`linux/${await docker.text`inspect -f {{.Architecture}} ${name}`}`).toBe(
        asked.replace(/\/v\d$/, ''),
      );
    }
  });
}

test('a platform that an index does not have is told', async ({ registry, docker }) => {
  const name = await pushIndex(registry, 'platform/missing:1', PLATFORMS);
  const { code, stderr } = await docker`pull --platform linux/s390x ${name}`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/no match(ing manifest)? for (platform in manifest|linux\/s390x)/);
  expect(await docker.text`images -q ${name}`).toBe('');
});

test('docker manifest inspect and distribution list the platforms', async ({ registry, docker, http }) => {
  const name = await pushIndex(registry, 'platform/listed:1', PLATFORMS);
  const { Platforms } = (await http.get(`/distribution/${name}/json`)).json<{ Platforms: object[] }>();
  expect(Platforms).toHaveLength(PLATFORMS.length);
  expect(await docker.text`manifest inspect --insecure ${name}`).toContain('"variant": "v7"');
});
