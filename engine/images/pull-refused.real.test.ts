import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEDIA_TYPES } from '../blobs/descriptor.ts';
import { NOTHING, PullLab, whenAsked } from '../testing/pull-lab.ts';
import { refuse, sendFrom, type Trick } from '../testing/test-registry.ts';

let lab: PullLab;
beforeEach(async () => {
  lab = await PullLab.open();
});
afterEach(() => lab[Symbol.asyncDispose]());

/** Each: what the registry does, and what the pull says. */
const FATAL: readonly (readonly [what: string, trick: () => Trick, message: RegExp, kind: string])[] = [
  [
    'a layer that is not what its digest says',
    () =>
      whenAsked(lab.layer, (_, response) => {
        const wrong = Buffer.from(lab.layerBytes);
        wrong[1000] = (wrong[1000] ?? 0) ^ 0xff;
        sendFrom(response, wrong, 0);
        return true;
      }),
    /filesystem layer verification failed for digest sha256:\w+: the content should be/,
    'invalid',
  ],
  [
    'a layer that is too short',
    () =>
      whenAsked(lab.layer, (_, response) => (sendFrom(response, lab.layerBytes.subarray(0, 5000), 0), true)),
    /filesystem layer verification failed for digest sha256:\w+: the content should have \d+ bytes but has 5000/,
    'invalid',
  ],
  [
    'a layer that is too long',
    () =>
      whenAsked(lab.layer, (_, response) => {
        sendFrom(response, Buffer.concat([lab.layerBytes, Buffer.alloc(1000)]), 0);
        return true;
      }),
    /filesystem layer verification failed for digest sha256:\w+: the content should have \d+ bytes but has more/,
    'invalid',
  ],
  [
    'a configuration that is not what its digest says',
    () => whenAsked(lab.image.id, (_, response) => (sendFrom(response, Buffer.from('{}'), 0), true)),
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
        lab.layer,
        (_, response) => (response.writeHead(200).write(lab.layerBytes.subarray(0, 100)), true),
      ),
    /Get "http:\/\/127\.0\.0\.1:\d+\/v2\/bad\/input\/blobs\/sha256:\w+": no byte came for 0\.7 s/,
    'unavailable',
  ],
  [
    'no answer at all',
    () => whenAsked(lab.layer, () => true),
    /nothing came for 1 s while awaiting headers/,
    'unavailable',
  ],
  [
    'a connection that always breaks',
    () => whenAsked(lab.layer, (_, response) => (response.destroy(), true)),
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
        lab.layer,
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
    () => whenAsked(lab.layer, (_, response) => (response.writeHead(500).end('oops'), true)),
    /received unexpected HTTP status: 500 Internal Server Error/,
    'unavailable',
  ],
  [
    'redirects in a circle',
    () =>
      whenAsked(
        lab.layer,
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
        const challenge = `Bearer realm="http://${lab.registry.host}/token",service="test"`;
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
        response
          .writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${lab.registry.host}/token"` })
          .end();
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
      lab.registry.trick = trick();
      const failure: unknown = await lab.pull().catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) as string });
      expect(await lab.kept()).toEqual(NOTHING);
      expect(await lab.count()).toBe(0);

      lab.registry.trick = () => false;
      expect(await lab.pull()).toContain(
        `Status: Downloaded newer image for ${lab.registry.host}/bad/input:1`,
      );
      expect((await lab.kept()).blobs).toHaveLength(4);
    },
  );
});
