import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { fault } from '../../base/errors.ts';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { MicroscopeBackend } from '../backends/microscope.ts';

const NAME = 'localhost:5000/a/b:1';

describe('the routes of the microscope', () => {
  it.each<[keyof MicroscopeBackend, string, unknown[]]>([
    [
      'tree',
      `tree?image=${NAME}&layer=2&path=/etc&changed=1&sort=size&offset=5&limit=9`,
      [
        { image: NAME, layer: 2 },
        { path: '/etc', changed: true, sort: 'size', offset: 5, limit: 9 },
      ],
    ],
    [
      'tree',
      'tree?image=a',
      [{ image: 'a' }, { path: '/', changed: false, sort: 'name', offset: 0, limit: 5000 }],
    ],
    [
      'search',
      'search?image=a&query=*.so&limit=99999',
      [{ image: 'a' }, { query: '*.so', changed: false, limit: 5000 }],
    ],
    ['file', 'file?image=a&path=/x', [{ image: 'a' }, '/x']],
    ['diff', 'diff?image=a&path=/x&layer=3&from=1', [{ image: 'a', layer: 3 }, '/x', { layer: 1 }]],
    ['diff', 'diff?image=a&path=/x&fromImage=b', [{ image: 'a' }, '/x', { image: 'b' }]],
    ['layers', 'layers?image=a', ['a']],
    ['waste', 'waste?image=a&limit=3', ['a', 3]],
    ['duplicates', 'duplicates?image=a', ['a', 200]],
    ['whyBig', 'why-big?image=a', ['a']],
    ['compare', 'compare?from=a&to=b', ['a', 'b', 500]],
  ])('call %s for %s', async (method, path, args) => {
    const answer = vi.fn<(...asked: unknown[]) => Promise<never>>(async () => ({ answer: 1 }) as never);
    await using api = await serveApi(fakeBackends({ microscope: { [method]: answer } }));
    const { status, body } = await api.ask('GET', `/gantry/images/${path}`);
    expect([status, JSON.parse(body)]).toEqual([200, { answer: 1 }]);
    expect(answer).toHaveBeenCalledWith(...args);
  });

  it('send a file as a download', async () => {
    const content = async () => ({
      entry: { name: 'ü"x.txt', size: 5 } as never,
      content: Readable.from([Buffer.from('hello')]),
    });
    await using api = await serveApi(fakeBackends({ microscope: { content } }));
    const { status, headers, body } = await api.ask('GET', '/gantry/images/file/content?image=a&path=/x');
    expect([status, body]).toEqual([200, 'hello']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-length': '5',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="__x.txt"; filename*=UTF-8''%C3%BC%22x.txt`,
    });
  });

  it.each([
    'tree',
    'tree?image=a&layer=x',
    'tree?image=a&sort=age',
    'tree?image=a&limit=-1',
    'search?image=a',
    'file?image=a',
    'compare?from=a',
  ])('refuse %s', async (path) => {
    await using api = await serveApi(fakeBackends());
    expect((await api.ask('GET', `/gantry/images/${path}`)).status).toBe(400);
  });

  it('say that there is no such image', async () => {
    const layers = async () => {
      throw fault('not-found', 'No such image: a:latest');
    };
    await using api = await serveApi(fakeBackends({ microscope: { layers } }));
    expect((await api.ask('GET', '/gantry/images/layers?image=a')).status).toBe(404);
  });
});
