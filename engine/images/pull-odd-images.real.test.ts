import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEDIA_TYPES } from '../blobs/descriptor.ts';
import { NAME, NOTHING, PullLab, whenAsked } from '../testing/pull-lab.ts';
import { addIndex } from '../testing/remote-image.ts';

let lab: PullLab;
beforeEach(async () => {
  lab = await PullLab.open();
});
afterEach(() => lab[Symbol.asyncDispose]());

describe('an index', () => {
  it.each([
    [
      'leads nowhere for this machine',
      [{ os: 'plan9', architecture: 'mips' }],
      /^no matching manifest for linux\/\w+ in the manifest list entries$/,
    ],
    ['holds provenance only', [{ os: 'unknown', architecture: 'unknown' }], /^no matching manifest for/],
  ])('that %s is refused', async (_, platforms, message) => {
    const entry = { mediaType: MEDIA_TYPES.manifest, digest: lab.image.digest, size: lab.image.size };
    addIndex(
      lab.registry,
      { path: NAME.path, tag: 'index' },
      platforms.map((platform) => ({ ...entry, platform })),
    );
    await expect(lab.pull(undefined, 'index')).rejects.toThrow(message);
    expect(await lab.kept()).toEqual(NOTHING);
  });

  it('that holds indexes in indexes is refused at some depth', async () => {
    let inner = { mediaType: MEDIA_TYPES.manifest as string, digest: lab.image.digest, size: lab.image.size };
    for (const tag of ['a', 'b', 'c', 'd', 'deep']) {
      const digest = addIndex(lab.registry, { path: NAME.path, tag }, [inner]);
      inner = {
        mediaType: MEDIA_TYPES.index,
        digest,
        size: lab.registry.manifests.get(`${NAME.path}:${tag}`)?.bytes.length ?? 0,
      };
    }
    await expect(lab.pull(undefined, 'deep')).rejects.toThrow(/^the index sha256:\w+ is nested too deeply$/);
    expect(await lab.kept()).toEqual(NOTHING);
  });

  it('that points at itself is refused', async () => {
    // No index can hold its own digest; a registry can only pretend.
    const digest = addIndex(lab.registry, { path: NAME.path, tag: 'self' }, [
      { mediaType: MEDIA_TYPES.index, digest: lab.layer, size: 200 },
    ]);
    lab.registry.trick = whenAsked(`/manifests/${lab.layer}`, (_, response) => {
      const self = lab.registry.manifests.get(`${NAME.path}@${digest}`);
      response.writeHead(200, { 'Content-Type': MEDIA_TYPES.index }).end(self?.bytes);
      return true;
    });
    await expect(lab.pull(undefined, 'self')).rejects.toThrow(
      /^manifest verification failed for digest sha256:\w+/,
    );
    expect(await lab.kept()).toEqual(NOTHING);
  });
});

describe('what is no image', () => {
  const layerOf = () => ({
    mediaType: MEDIA_TYPES.layerGzip,
    digest: lab.layer,
    size: lab.layerBytes.length,
  });
  it.each<[string, () => object, RegExp]>([
    [
      'a chart',
      () => ({ config: { ...configOf(), mediaType: 'application/vnd.cncf.helm.config.v1+json' } }),
      /unsupported media type application\/vnd\.cncf\.helm/,
    ],
    [
      'a layer of another kind',
      () => ({ layers: [{ ...layerOf(), mediaType: 'text/plain' }] }),
      /unsupported media type text\/plain/,
    ],
    [
      'a foreign layer',
      () => ({
        layers: [{ ...layerOf(), mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' }],
      }),
      /is a foreign one/,
    ],
    [
      'fewer layers than its configuration names',
      () => ({ layers: [layerOf()] }),
      /has 1 layers, but its configuration names 2/,
    ],
    [
      'a configuration of a gigabyte',
      () => ({ config: { ...configOf(), size: 2 ** 30 } }),
      /has 1073741824 bytes and is refused/,
    ],
    ['no layers at all', () => ({ layers: undefined }), /is not an image manifest/],
  ])('%s is refused clearly', async (_, change, message) => {
    lab.registry.addManifest(NAME.path, 'odd', { ...lab.image.manifest, ...change() }, MEDIA_TYPES.manifest);
    await expect(lab.pull(undefined, 'odd')).rejects.toThrow(message);
    expect(await lab.kept()).toEqual(NOTHING);
  });

  function configOf() {
    return (lab.image.manifest as { readonly config: object }).config;
  }
});
