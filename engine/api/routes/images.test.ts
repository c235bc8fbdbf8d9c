import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { ImageBackend } from '../backends/images.ts';

async function ask(
  method: keyof ImageBackend,
  request: readonly [string, string, unknown?],
  answer: unknown = {},
) {
  const call = vi.fn<() => Promise<never>>(async () => answer as never);
  await using api = await serveApi(fakeBackends({ images: { [method]: call } }));
  const { status, body } = await api.ask(...request);
  return { status, body, calls: call.mock.calls as unknown[][] };
}

describe('image routes', () => {
  it.each<[keyof ImageBackend, [string, string, unknown?], number, unknown[]]>([
    ['list', ['GET', '/images/json?all=1'], 200, [{ all: true, sharedSize: false, filters: new Map() }]],
    ['inspect', ['GET', '/v1.40/images/localhost:5000/a/b:1/json'], 200, ['localhost:5000/a/b:1']],
    ['inspect', ['GET', '/images/a%2Fb%3A1/json'], 200, ['a/b:1']],
    ['inspect', ['GET', '/images/sha256:abc/json'], 200, ['sha256:abc']],
    ['history', ['GET', '/images/a/b/history'], 200, ['a/b']],
    ['tag', ['POST', '/images/a/b/tag?repo=c/d&tag=2'], 201, ['a/b', 'c/d', '2']],
    ['tag', ['POST', '/images/a/tag?repo=c'], 201, ['a', 'c', 'latest']],
    ['remove', ['DELETE', '/images/a/b:1?force=1'], 200, ['a/b:1', { force: true, noPrune: false }]],
  ])('%s: %j answers %d', async (method, request, status, expected) => {
    const answer = await ask(method, request);
    expect(answer.status).toBe(status);
    expect(answer.calls).toEqual([expected]);
  });

  it('tells older clients the configuration where they look for it', async () => {
    const image = { Id: 'sha256:abc', Config: { Volumes: { '/data': {} } } };
    const { body: older } = await ask('inspect', ['GET', '/v1.44/images/a/json'], image);
    const { body: present } = await ask('inspect', ['GET', '/v1.45/images/a/json'], image);
    expect(JSON.parse(older)).toEqual({ ...image, Container: '', ContainerConfig: image.Config });
    expect(JSON.parse(present)).toEqual(image);
  });

  it.each([
    ['/images/get?names=a&names=b/c:1', ['a', 'b/c:1']],
    ['/images/b/c:1/get', ['b/c:1']],
  ])('saves the names in %s', async (path, names) => {
    const save = vi.fn<ImageBackend['save']>(async () => Readable.from([Buffer.from('tar')]));
    await using api = await serveApi(fakeBackends({ images: { save } }));
    const { headers } = await api.ask('GET', path);
    expect(headers.get('content-type')).toBe('application/x-tar');
    expect(save).toHaveBeenCalledWith(names);
  });

  it('imports an archive and tells the new id', async () => {
    const received = vi.fn<(bytes: string, options: object) => void>();
    await using api = await serveApi(
      fakeBackends({
        images: {
          async import(tar, options) {
            for await (const bytes of tar as AsyncIterable<Buffer>) received(bytes.toString(), options);
            return 'sha256:abc';
          },
        },
      }),
    );
    using client = await api.connect();
    const query = 'fromSrc=-&repo=me/it&tag=1&message=hi&changes=CMD+a&changes=ENV+b%3D1';
    client.send(`POST /images/create?${query} HTTP/1.1\r\nHost: d\r\nContent-Length: 3\r\n\r\ntar`);
    expect(await client.until('0\r\n\r\n')).toContain('{"status":"sha256:abc"}');
    expect(received).toHaveBeenCalledWith('tar', {
      reference: 'me/it:1',
      message: 'hi',
      changes: ['CMD a', 'ENV b=1'],
    });
  });
});
