import { describe, expect, it, vi } from 'vitest';
import { fault } from '../../base/errors.ts';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { ContainerBackend } from '../backends/containers.ts';

const NO_FILTERS = new Map();

/** Sends one request to a container backend of which `method` answers `answer`. */
async function ask(
  method: keyof ContainerBackend,
  request: readonly [verb: string, path: string, body?: unknown],
  answer?: unknown,
) {
  const call = vi.fn<() => Promise<never>>(async () => answer as never);
  await using api = await serveApi(fakeBackends({ containers: { [method]: call } }));
  const { status, body, headers } = await api.ask(...request);
  return { status, body, headers, calls: call.mock.calls as unknown[][] };
}

describe('a route hands its parameters to the backend', () => {
  it.each<[keyof ContainerBackend, [string, string, unknown?], number, unknown[]]>([
    ['list', ['GET', '/containers/json'], 200, [{ all: false, size: false, filters: NO_FILTERS }]],
    [
      'list',
      ['GET', '/v1.44/containers/json?all=1&size=true&limit=3&filters=%7B%22name%22%3A%5B%22a%22%5D%7D'],
      200,
      [{ all: true, size: true, limit: 3, filters: new Map([['name', ['a']]]) }],
    ],
    ['inspect', ['GET', '/containers/a/json?size=1'], 200, ['a', { size: true }]],
    ['inspect', ['GET', '/containers//a/json'], 200, ['a', { size: false }]],
    ['top', ['GET', '/containers/a/top'], 200, ['a', '-ef']],
    ['top', ['GET', '/containers/a/top?ps_args=aux%20-w'], 200, ['a', 'aux -w']],
    ['changes', ['GET', '/containers/a/changes'], 200, ['a']],
    ['rename', ['POST', '/containers/a/rename?name=b'], 204, ['a', 'b']],
    ['update', ['POST', '/containers/a/update', { Memory: 1 }], 200, ['a', { Memory: 1 }]],
    [
      'remove',
      ['DELETE', '/containers/a?force=1&v=1'],
      204,
      ['a', { force: true, volumes: true, link: false }],
    ],
    ['prune', ['POST', '/containers/prune'], 200, [NO_FILTERS]],
    ['start', ['POST', '/containers/a/start'], 204, ['a', {}]],
    ['start', ['POST', '/containers/a/start?detachKeys=ctrl-a'], 204, ['a', { detachKeys: 'ctrl-a' }]],
    ['stop', ['POST', '/containers/a/stop'], 204, ['a', {}]],
    [
      'stop',
      ['POST', '/containers/a/stop?t=-1&signal=SIGINT'],
      204,
      ['a', { timeout: -1, signal: 'SIGINT' }],
    ],
    ['restart', ['POST', '/containers/a/restart?t=0'], 204, ['a', { timeout: 0 }]],
    ['kill', ['POST', '/containers/a/kill?signal=HUP'], 204, ['a', { signal: 'HUP' }]],
    ['pause', ['POST', '/containers/a/pause'], 204, ['a']],
    ['unpause', ['POST', '/containers/a/unpause'], 204, ['a']],
    ['resize', ['POST', '/containers/a/resize?h=24&w=80'], 200, ['a', { rows: 24, columns: 80 }]],
    ['execInspect', ['GET', '/exec/e/json'], 200, ['e']],
    ['execResize', ['POST', '/exec/e/resize?h=1&w=2'], 200, ['e', { rows: 1, columns: 2 }]],
    [
      'execCreate',
      ['POST', '/containers/a/exec', { Cmd: ['ls'], Tty: true }],
      201,
      ['a', { Cmd: ['ls'], Tty: true }],
    ],
    ['statPath', ['HEAD', '/containers/a/archive?path=%2Fetc%2F'], 200, ['a', '/etc/']],
  ])('%s: %j answers %d', async (method, request, status, expected) => {
    const { status: got, calls } = await ask(method, request, null);
    expect(got).toBe(status);
    expect(calls).toEqual([expected]);
  });
});

describe('creating a container', () => {
  it('passes name, platform and body on, and answers 201', async () => {
    const body = { Image: 'busybox', Cmd: ['ls'], HostConfig: { Memory: 1, Binds: ['/a:/b'] } };
    const answer = { Id: 'abc', Warnings: [] };
    const {
      status,
      body: text,
      calls,
    } = await ask('create', ['POST', '/containers/create?name=n&platform=linux', body], answer);
    expect([status, JSON.parse(text)]).toEqual([201, answer]);
    expect(calls).toEqual([[body, { name: 'n', platform: 'linux' }]]);
  });

  it('reads the body as Go does: fields in any case, unknown ones passed over, null for nothing, one word for a command line', async () => {
    const body = { image: 'x', TTY: null, cmd: 'ls', Volumes: { '/v': null }, Unknown: 1, hostconfig: null };
    const { calls } = await ask('create', ['POST', '/containers/create', body]);
    expect(calls[0]?.[0]).toEqual({ Image: 'x', Cmd: ['ls'], Volumes: { '/v': {} } });
  });

  it.each([
    [undefined, 'config cannot be empty in order to create a container'],
    ['', 'config cannot be empty in order to create a container'],
    ['{}', 'config cannot be empty in order to create a container'],
    ['{"Image":', /^invalid JSON: .*JSON/],
    ['[]', 'invalid JSON: json: cannot unmarshal array of type object'],
    [{ Image: 7 }, 'invalid JSON: json: cannot unmarshal number into field Image of type string'],
    [{ Tty: 'yes' }, 'invalid JSON: json: cannot unmarshal string into field Tty of type boolean'],
    [
      { HostConfig: { Memory: '1g' } },
      'invalid JSON: json: cannot unmarshal string into field HostConfig.Memory of type number',
    ],
    [{ Env: ['A=1', 2] }, 'invalid JSON: json: cannot unmarshal number into field Env.1 of type string'],
    [
      { HostConfig: { RestartPolicy: { Name: 'sometimes' } } },
      "invalid restart policy: unknown policy 'sometimes'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
    ],
  ])('refuses the body %j', async (body, message) => {
    const { status, body: text, calls } = await ask('create', ['POST', '/containers/create', body]);
    expect(status).toBe(400);
    expect(JSON.parse(text).message).toMatch(message);
    expect(calls).toEqual([]);
  });

  it('refuses a body of another type', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send(
      'POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
    );
    const { status, body } = await client.answer();
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      message: "unsupported Content-Type header (text/plain): must be 'application/json'",
    });
  });
});

describe('what a backend throws', () => {
  it.each([
    ['invalid', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['system', 500],
    ['not-implemented', 501],
    ['unavailable', 503],
  ] as const)('of kind %s is answered with %d and its message', async (kind, status) => {
    await using api = await serveApi(
      fakeBackends({ containers: { start: () => Promise.reject(fault(kind, 'No such container: x')) } }),
    );
    const answer = await api.ask('POST', '/containers/x/start');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { message: 'No such container: x' }]);
  });

  it('of kind not-modified is answered with 304 and nothing', async () => {
    await using api = await serveApi(
      fakeBackends({ containers: { stop: () => Promise.reject(fault('not-modified', 'stopped')) } }),
    );
    const answer = await api.ask('POST', '/containers/x/stop');
    expect([answer.status, answer.body, answer.headers.get('content-length')]).toEqual([304, '', undefined]);
  });

  it('of its own making is answered with 500', async () => {
    await using api = await serveApi(
      fakeBackends({ containers: { pause: () => Promise.reject(new TypeError('oops')) } }),
    );
    expect((await api.ask('POST', '/containers/x/pause')).body).toBe('{"message":"oops"}\n');
  });
});

describe('bad parameters', () => {
  it.each([
    ['POST', '/containers/a/wait?condition=never', 'invalid condition: "never"'],
    ['GET', '/containers/a/logs', 'Bad parameters: you must choose at least one stream'],
    ['GET', '/containers/a/logs?stdout=1&since=soon', 'invalid value "soon" for since'],
    ['GET', '/containers/a/stats?one-shot=1', 'cannot have stream=true and one-shot=true'],
    ['GET', '/containers/json?filters=nonsense', 'invalid filter'],
    ['GET', '/containers/json?limit=many', 'invalid value "many" for limit'],
    ['POST', '/containers/a/resize?h=1', 'resize needs a height h and a width w'],
    ['POST', '/containers/a/stop?t=soon', 'invalid value "soon" for t'],
    ['POST', '/containers/a/start?detachKeys=ctrl-1', 'Invalid detach keys ctrl-1 provided'],
    ['GET', '/containers/a/archive', 'bad parameter: "path" cannot be empty'],
    ['POST', '/commit', 'commit needs a container'],
  ])('%s %s is refused', async (method, path, message) => {
    await using api = await serveApi(fakeBackends());
    const { status, body } = await api.ask(method, path);
    expect(status).toBe(400);
    expect(JSON.parse(body).message).toContain(message);
  });
});
