import { describe, expect, it, vi } from 'vitest';
import { fault } from '../../base/errors.ts';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { ProgressMessage } from '../backends/progress.ts';
import type { RegistryBackend } from '../backends/registry.ts';

async function* messages(...given: (ProgressMessage | Error)[]): AsyncGenerator<ProgressMessage> {
  for (const message of given) {
    if (message instanceof Error) throw message;
    yield message;
  }
}

const ANN = { username: 'ann', password: 'secret' };
const HEADER = `X-Registry-Auth: ${Buffer.from(JSON.stringify(ANN)).toString('base64url')}`;

describe('a pull', () => {
  it.each([
    ['fromImage=a/b&tag=1', { image: 'a/b', tag: '1', auth: undefined }],
    ['fromImage=a/b:1&platform=linux%2Farm64', { image: 'a/b:1', platform: 'linux/arm64', auth: undefined }],
    ['fromImage=a&tag=sha256%3Aabc', { image: 'a', tag: 'sha256:abc', auth: undefined }],
  ])('is asked for by %s', async (query, expected) => {
    const pull = vi.fn<RegistryBackend['pull']>(() => messages({ status: 'done' }));
    await using api = await serveApi(fakeBackends({ registry: { pull } }));
    using client = await api.connect();
    client.send(`POST /images/create?${query} HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n`);
    expect(await client.until('0\r\n\r\n')).toContain('{"status":"done"}');
    expect(pull.mock.calls[0]?.[0]).toEqual(expected);
  });

  it('hands the client’s credentials on', async () => {
    const pull = vi.fn<RegistryBackend['pull']>(() => messages({ status: 'done' }));
    await using api = await serveApi(fakeBackends({ registry: { pull } }));
    using client = await api.connect();
    client.send(
      `POST /images/create?fromImage=a HTTP/1.1\r\nHost: d\r\n${HEADER}\r\nContent-Length: 0\r\n\r\n`,
    );
    await client.until('0\r\n\r\n');
    expect(pull.mock.calls[0]?.[0].auth).toMatchObject(ANN);
  });

  it('that fails before it says anything has a status', async () => {
    const pull = () =>
      messages(fault('not-found', 'manifest for a:1 not found: manifest unknown: manifest unknown'));
    await using api = await serveApi(fakeBackends({ registry: { pull } }));
    const { status, body } = await api.ask('POST', '/images/create?fromImage=a&tag=1');
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({
      message: 'manifest for a:1 not found: manifest unknown: manifest unknown',
    });
  });

  it('that fails later says so in its last message', async () => {
    const pull = () => messages({ status: 'Pulling' }, fault('unavailable', 'the line broke'));
    await using api = await serveApi(fakeBackends({ registry: { pull } }));
    using client = await api.connect();
    client.send('POST /images/create?fromImage=a HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n');
    const answer = await client.until('0\r\n\r\n');
    expect(answer).toContain('200 OK');
    expect(answer).toContain('{"errorDetail":{"message":"the line broke"},"error":"the line broke"}');
  });
});

describe('other questions to a registry', () => {
  it('are a push of a name with slashes', async () => {
    const push = vi.fn<RegistryBackend['push']>(() => messages({ progressDetail: {}, aux: { Tag: '1' } }));
    await using api = await serveApi(fakeBackends({ registry: { push } }));
    using client = await api.connect();
    client.send(
      'POST /v1.41/images/localhost:5000/a/b/push?tag=1 HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n',
    );
    expect(await client.until('0\r\n\r\n')).toContain('{"progressDetail":{},"aux":{"Tag":"1"}}');
    expect(push.mock.calls[0]?.[0]).toEqual({ image: 'localhost:5000/a/b', tag: '1', auth: undefined });
  });

  it('are a login', async () => {
    const login = vi.fn<RegistryBackend['login']>(async () => ({
      Status: 'Login Succeeded',
      IdentityToken: '',
    }));
    await using api = await serveApi(fakeBackends({ registry: { login } }));
    const { status, body } = await api.ask('POST', '/auth', { ...ANN, serveraddress: 'host:5000' });
    expect([status, JSON.parse(body)]).toEqual([200, { Status: 'Login Succeeded', IdentityToken: '' }]);
    expect(login.mock.calls[0]?.[0]).toMatchObject({ ...ANN, serveraddress: 'host:5000' });
  });

  it('are a look at what a name means there', async () => {
    const distribution = vi.fn<RegistryBackend['distribution']>(async () => ({
      Descriptor: { mediaType: 'm', digest: 'd', size: 1 },
      Platforms: [],
    }));
    await using api = await serveApi(fakeBackends({ registry: { distribution } }));
    expect((await api.ask('GET', '/distribution/host:5000/a/b:1/json')).status).toBe(200);
    expect(distribution.mock.calls[0]?.[0]).toBe('host:5000/a/b:1');
  });

  it('are a search', async () => {
    const search = vi.fn<RegistryBackend['search']>(async () => []);
    await using api = await serveApi(fakeBackends({ registry: { search } }));
    await api.ask('GET', `/images/search?term=word&limit=7&filters=${encodeURIComponent('{"stars":["3"]}')}`);
    expect(search.mock.calls[0]?.[0]).toEqual({
      term: 'word',
      limit: 7,
      filters: new Map([['stars', ['3']]]),
    });
  });
});
