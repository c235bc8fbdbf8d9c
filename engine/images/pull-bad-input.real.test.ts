import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEDIA_TYPES } from '../blobs/descriptor.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { addImage, addIndex, type RemoteTestImage } from '../testing/remote-image.ts';
import { testRegistries } from '../testing/test-registries.ts';
import { refuse, sendFrom, TestRegistry, type Trick } from '../testing/test-registry.ts';

/** A registry that a test can turn against us, and an image store that pulls from it. */
let registry: TestRegistry;
let lab: ImageLab;
let image: RemoteTestImage;

/** Short, so that the tests are; long enough for a busy machine. */
const STALL_MS = 700;

const NAME = { path: 'bad/input', tag: '1' };
const CONTENT = [
  { path: 'bin/', mode: 0o755 },
  { path: 'bin/large', content: noise(300_000) },
];

beforeEach(async () => {
  registry = await TestRegistry.start();
  lab = await makeImageLab(
    testRegistries({
      timings: { connectMs: 2000, answerMs: 1000, stallMs: STALL_MS },
      patience: { attempts: 3, firstDelayMs: 5, longestDelayMs: 1500 },
    }),
  );
  image = addImage(registry, NAME, [CONTENT, [{ path: 'etc/second', content: 'two' }]]);
});

afterEach(async () => {
  await lab.remove();
  await registry[Symbol.asyncDispose]();
});

/** Pulls; answers the states that were told, which are in `told` as they come. */
async function pull(
  signal = new AbortController().signal,
  tag = NAME.tag,
  told: string[] = [],
): Promise<string[]> {
  const request = { image: `${registry.host}/${NAME.path}`, tag, auth: {} };
  for await (const { status } of lab.images.pull(request, signal)) told.push(status ?? '');
  return told;
}

/** What an image store holds on disk, apart from its index. */
async function kept(): Promise<{
  readonly blobs: string[];
  readonly incoming: string[];
  readonly chains: number;
}> {
  return {
    blobs: await readdir(join(lab.root, 'blobs/sha256')),
    incoming: await readdir(join(lab.root, 'incoming')),
    chains: (await lab.layers.chains()).length,
  };
}

const NOTHING = { blobs: [], incoming: [], chains: 0 };

/** Does something to what is asked below `part`, `times` times. */
function whenAsked(part: string, act: Trick, times = Number.POSITIVE_INFINITY): Trick {
  let left = times;
  return (asked, response) => asked.path.includes(part) && left-- > 0 && act(asked, response);
}

const layer = () => image.layers[0]?.digest ?? '';
const layerBytes = () => image.layers[0]?.bytes ?? Buffer.alloc(0);

/** Each: what the registry does, and what the pull says. */
const FATAL: readonly (readonly [what: string, trick: () => Trick, message: RegExp, kind: string])[] = [
  [
    'a layer that is not what its digest says',
    () =>
      whenAsked(layer(), (_, response) => {
        const wrong = Buffer.from(layerBytes());
        wrong[1000] = (wrong[1000] ?? 0) ^ 0xff;
        sendFrom(response, wrong, 0);
        return true;
      }),
    /filesystem layer verification failed for digest sha256:\w+: the content should be/,
    'invalid',
  ],
  [
    'a layer that is too short',
    () => whenAsked(layer(), (_, response) => (sendFrom(response, layerBytes().subarray(0, 5000), 0), true)),
    /filesystem layer verification failed for digest sha256:\w+: the content should have \d+ bytes but has 5000/,
    'invalid',
  ],
  [
    'a layer that is too long',
    () =>
      whenAsked(layer(), (_, response) => {
        sendFrom(response, Buffer.concat([layerBytes(), Buffer.alloc(1000)]), 0);
        return true;
      }),
    /filesystem layer verification failed for digest sha256:\w+: the content should have \d+ bytes but has more/,
    'invalid',
  ],
  [
    'a configuration that is not what its digest says',
    () => whenAsked(image.id, (_, response) => (sendFrom(response, Buffer.from('{}'), 0), true)),
    /verification failed for digest sha256:\w+/,
    'invalid',
  ],
  [
    'a manifest of more than 4 MiB',
    () =>
      whenAsked('/manifests/', (_, response) => {
        response
          .writeHead(200, { 'Content-Type': MEDIA_TYPES.manifest })
          .end(Buffer.alloc(5 * 1024 * 1024, ' '));
        return true;
      }),
    /the manifest 1 of bad\/input has more than 4 MiB and is refused/,
    'invalid',
  ],
  [
    'a manifest that is no JSON',
    () =>
      whenAsked('/manifests/', (_, response) => {
        response.writeHead(200, { 'Content-Type': MEDIA_TYPES.manifest }).end('<html>');
        return true;
      }),
    /the manifest sha256:\w+ is not valid JSON/,
    'invalid',
  ],
  [
    'a stall that does not end',
    () =>
      whenAsked(
        layer(),
        (_, response) => (response.writeHead(200).write(layerBytes().subarray(0, 100)), true),
      ),
    /Get "http:\/\/127\.0\.0\.1:\d+\/v2\/bad\/input\/blobs\/sha256:\w+": no byte came for 0\.7 s/,
    'unavailable',
  ],
  [
    'no answer at all',
    () => whenAsked(layer(), () => true),
    /nothing came for 1 s while awaiting headers/,
    'unavailable',
  ],
  [
    'a connection that always breaks',
    () => whenAsked(layer(), (_, response) => (response.destroy(), true)),
    /the connection broke/,
    'unavailable',
  ],
  [
    '401 for everything, with no way in',
    () => (_, response) => (refuse(response, 401, 'UNAUTHORIZED', 'authentication required'), true),
    /unauthorized: authentication required/,
    'forbidden',
  ],
  [
    '403',
    () =>
      whenAsked('/manifests/', (_, response) => {
        refuse(response, 403, 'DENIED', 'requested access to the resource is denied');
        return true;
      }),
    /pull access denied for 127\.0\.0\.1:\d+\/bad\/input, repository does not exist or may require 'docker login': denied: requested access to the resource is denied/,
    'not-found',
  ],
  [
    '404 for a layer',
    () =>
      whenAsked(
        layer(),
        (_, response) => (refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry'), true),
      ),
    /blob unknown: blob unknown to registry/,
    'not-found',
  ],
  [
    '429 that asks for an hour',
    () =>
      whenAsked('/manifests/', (_, response) => {
        refuse(response, 429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit', {
          'Retry-After': '3600',
        });
        return true;
      }),
    /toomanyrequests: You have reached your pull rate limit/,
    'unavailable',
  ],
  [
    '500 that does not end',
    () => whenAsked(layer(), (_, response) => (response.writeHead(500).end('oops'), true)),
    /received unexpected HTTP status: 500 Internal Server Error/,
    'unavailable',
  ],
  [
    'redirects in a circle',
    () =>
      whenAsked(
        layer(),
        (asked, response) => (response.writeHead(307, { Location: asked.path }).end(), true),
      ),
    /redirects in a circle/,
    'unavailable',
  ],
  [
    'a token server that fails',
    () => (asked, response) => {
      if (asked.path.startsWith('/token')) response.writeHead(503).end('down');
      else {
        const challenge = `Bearer realm="http://${registry.host}/token",service="test"`;
        refuse(response, 401, 'UNAUTHORIZED', 'authentication required', { 'WWW-Authenticate': challenge });
      }
      return true;
    },
    /received unexpected HTTP status: 503 Service Unavailable/,
    'unavailable',
  ],
  [
    'a token server that talks nonsense',
    () => (asked, response) => {
      if (asked.path.startsWith('/token')) response.writeHead(200).end('[]');
      else
        response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${registry.host}/token"` }).end();
      return true;
    },
    /the token server 127\.0\.0\.1:\d+ did not answer with a token/,
    'unavailable',
  ],
];

describe('a pull from a registry that gives', () => {
  it.each(FATAL)(
    '%s ends with a clear error, leaves nothing, and the next one works',
    async (_, trick, message, kind) => {
      registry.trick = trick();
      const failure: unknown = await pull().catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) as string });
      expect(await kept()).toEqual(NOTHING);
      expect(await lab.images.list({ all: true, sharedSize: false, filters: new Map() })).toEqual([]);

      registry.trick = () => false;
      expect(await pull()).toContain(`Status: Downloaded newer image for ${registry.host}/bad/input:1`);
      expect((await kept()).blobs).toHaveLength(4);
    },
  );
});

/** Each: trouble that passes. */
const PASSING: readonly (readonly [what: string, trick: () => Trick])[] = [
  ['500 once', () => whenAsked('/blobs/', (_, response) => (response.writeHead(500).end(), true), 1)],
  [
    '429 with Retry-After',
    () =>
      whenAsked(
        '/manifests/',
        (_, response) => {
          refuse(response, 429, 'TOOMANYREQUESTS', 'slow down', { 'Retry-After': '1' });
          return true;
        },
        1,
      ),
  ],
  [
    'a connection that breaks half way',
    () =>
      whenAsked(
        layer(),
        (_, response) => {
          response.writeHead(200, { 'Content-Length': layerBytes().length });
          response.write(layerBytes().subarray(0, 100_000), () => response.destroy());
          return true;
        },
        1,
      ),
  ],
  [
    'a stall half way',
    () =>
      whenAsked(
        layer(),
        (_, response) => {
          response
            .writeHead(200, { 'Content-Length': layerBytes().length })
            .write(layerBytes().subarray(0, 100_000));
          return true;
        },
        1,
      ),
  ],
];

describe('a pull that meets', () => {
  it.each(PASSING)('%s goes on', async (_, trick) => {
    registry.trick = trick();
    expect(await pull()).toContain(`Status: Downloaded newer image for ${registry.host}/bad/input:1`);
    expect((await kept()).incoming).toEqual([]);
  });

  it('a break half way asks for the rest only', async () => {
    registry.trick = PASSING[2]?.[1]() ?? registry.trick;
    await pull();
    const ranges = registry.asked
      .filter(({ path }) => path.includes(layer()))
      .map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('a registry that ignores Range gets through a break', async () => {
    let times = 0;
    registry.trick = whenAsked(layer(), (_, response) => {
      if (times++ > 0) return (sendFrom(response, layerBytes(), 0), true);
      response.writeHead(200, { 'Content-Length': layerBytes().length });
      response.write(layerBytes().subarray(0, 100_000), () => response.destroy());
      return true;
    });
    await pull();
    expect((await kept()).blobs).toHaveLength(4);
  });

  it('a registry that begins elsewhere than asked gets through a break', async () => {
    let times = 0;
    registry.trick = whenAsked(layer(), ({ headers }, response) => {
      if (times++ > 0) return (sendFrom(response, layerBytes(), headers.range === undefined ? 0 : 7), true);
      response.writeHead(200, { 'Content-Length': layerBytes().length });
      response.write(layerBytes().subarray(0, 100_000), () => response.destroy());
      return true;
    });
    await pull();
    expect((await kept()).blobs).toHaveLength(4);
  });
});

describe('an index', () => {
  it.each([
    [
      'leads nowhere for this machine',
      [{ os: 'plan9', architecture: 'mips' }],
      /^no matching manifest for linux\/\w+ in the manifest list entries$/,
    ],
    ['holds provenance only', [{ os: 'unknown', architecture: 'unknown' }], /^no matching manifest for/],
  ])('that %s is refused', async (_, platforms, message) => {
    const entry = { mediaType: MEDIA_TYPES.manifest, digest: image.digest, size: image.size };
    addIndex(
      registry,
      { path: NAME.path, tag: 'index' },
      platforms.map((platform) => ({ ...entry, platform })),
    );
    await expect(pull(undefined, 'index')).rejects.toThrow(message);
    expect(await kept()).toEqual(NOTHING);
  });

  it('that holds indexes in indexes is refused at some depth', async () => {
    let inner = { mediaType: MEDIA_TYPES.manifest as string, digest: image.digest, size: image.size };
    for (const tag of ['a', 'b', 'c', 'd', 'deep']) {
      const digest = addIndex(registry, { path: NAME.path, tag }, [inner]);
      inner = {
        mediaType: MEDIA_TYPES.index,
        digest,
        size: registry.manifests.get(`${NAME.path}:${tag}`)?.bytes.length ?? 0,
      };
    }
    await expect(pull(undefined, 'deep')).rejects.toThrow(/^the index sha256:\w+ is nested too deeply$/);
    expect(await kept()).toEqual(NOTHING);
  });

  it('that points at itself is refused', async () => {
    // No index can hold its own digest; a registry can only pretend.
    const digest = addIndex(registry, { path: NAME.path, tag: 'self' }, [
      { mediaType: MEDIA_TYPES.index, digest: layer(), size: 200 },
    ]);
    registry.trick = whenAsked(`/manifests/${layer()}`, (_, response) => {
      const self = registry.manifests.get(`${NAME.path}@${digest}`);
      response.writeHead(200, { 'Content-Type': MEDIA_TYPES.index }).end(self?.bytes);
      return true;
    });
    await expect(pull(undefined, 'self')).rejects.toThrow(
      /^manifest verification failed for digest sha256:\w+/,
    );
    expect(await kept()).toEqual(NOTHING);
  });
});

describe('what is no image', () => {
  const layerOf = () => ({ mediaType: MEDIA_TYPES.layerGzip, digest: layer(), size: layerBytes().length });
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
    registry.addManifest(NAME.path, 'odd', { ...image.manifest, ...change() }, MEDIA_TYPES.manifest);
    await expect(pull(undefined, 'odd')).rejects.toThrow(message);
    expect(await kept()).toEqual(NOTHING);
  });

  function configOf() {
    return (image.manifest as { readonly config: object }).config;
  }
});

describe('a pull that is given up', () => {
  it('leaves nothing behind, whatever it was at', async () => {
    registry.trick = whenAsked(layer(), (_, response) => {
      response
        .writeHead(200, { 'Content-Length': layerBytes().length })
        .write(layerBytes().subarray(0, 100_000));
      return true;
    });
    const client = new AbortController();
    const pulling = pull(client.signal);
    await expect.poll(() => registry.count('GET', layer())).toBe(1);
    client.abort();
    await expect(pulling).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await kept()).toEqual(NOTHING);
  });

  it('does not end the download for somebody else who wants the same', async () => {
    let sent = 1000;
    let isFast = false;
    registry.trick = whenAsked(layer(), (_, response) => {
      response
        .writeHead(200, { 'Content-Length': layerBytes().length })
        .write(layerBytes().subarray(0, sent));
      const drip = setInterval(() => {
        const end = isFast ? layerBytes().length : sent + 1;
        response.write(layerBytes().subarray(sent, end));
        sent = end;
        if (isFast) clearInterval(drip);
      }, 20);
      return true;
    });
    const leaving = new AbortController();
    const first = pull(leaving.signal);
    await expect.poll(() => registry.count('GET', layer())).toBe(1);
    const told: string[] = [];
    const second = pull(undefined, undefined, told);
    await expect.poll(() => told).toContain('Downloading');
    leaving.abort();
    await expect(first).rejects.toMatchObject({ kind: 'cancelled' });
    isFast = true;
    expect(await second).toContain(`Status: Downloaded newer image for ${registry.host}/bad/input:1`);
    expect(registry.count('GET', layer())).toBe(1);
  });
});

/** Text that does not compress to nothing. */
function noise(length: number): string {
  let state = 42;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode((state >>> 16) & 0xff);
  }).join('');
}
