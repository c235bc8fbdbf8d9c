import { spawnSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { fault } from '../base/errors.ts';
import { silentLogger } from '../base/logger.ts';
import { requestText, serveApi } from '../testing/api-on-fakes.ts';
import { fakeBackends } from '../testing/fake-backends.ts';
import { createApiServer } from './server.ts';
import { MOST_UNDER_WAY } from './wire/limits.ts';

describe('every answer', () => {
  it('says which API this is', async () => {
    await using api = await serveApi(fakeBackends());
    const { headers } = await api.ask('GET', '/_ping');
    expect(headers.get('api-version')).toBe('1.51');
    expect(headers.get('ostype')).toBe('linux');
    expect(headers.get('server')).toBe('Gantry/0.0.0-test (linux)');
    expect(headers.get('docker-experimental')).toBe('false');
  });

  it('says so on errors too', async () => {
    await using api = await serveApi(fakeBackends());
    const { status, headers, body } = await api.ask('GET', '/nonsense');
    expect(status).toBe(404);
    expect(headers.get('api-version')).toBe('1.51');
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(body)).toEqual({ message: 'page not found' });
  });
});

describe('ping', () => {
  it('answers OK to GET and nothing to HEAD, never cached', async () => {
    await using api = await serveApi(fakeBackends());
    const get = await api.ask('GET', '/v1.24/_ping');
    expect(get.body).toBe('OK');
    expect(get.headers.get('builder-version')).toBe('1');
    expect(get.headers.get('swarm')).toBe('inactive');
    expect(get.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
    const head = await api.ask('HEAD', '/_ping');
    expect(head.status).toBe(200);
    expect(head.body).toBe('');
  });
});

describe('the version in the path', () => {
  it('is refused when older or newer than what is spoken', async () => {
    await using api = await serveApi(fakeBackends());
    const old = await api.ask('GET', '/v1.10/_ping');
    expect(old.status).toBe(400);
    expect(JSON.parse(old.body).message).toMatch(
      /^client version 1\.10 is too old\. Minimum supported API version is 1\.24, /,
    );
    const young = await api.ask('GET', '/v1.99/_ping');
    expect(young.status).toBe(400);
    expect(JSON.parse(young.body)).toEqual({
      message: 'client version 1.99 is too new. Maximum supported API version is 1.51',
    });
  });
});

describe('a connection', () => {
  it('is kept after an error', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send(requestText('GET', '/nonsense'));
    expect((await client.answer()).status).toBe(404);
    client.send(requestText('POST', '/containers/create', '{'));
    expect((await client.answer()).status).toBe(400);
    client.send(requestText('GET', '/_ping'));
    expect((await client.answer()).body).toBe('OK');
  });

  it('answers pipelined requests in order', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send(
      requestText('GET', '/_ping') +
        requestText('POST', '/containers/create', '{}') +
        requestText('GET', '/nonsense') +
        requestText('GET', '/v1.40/_ping'),
    );
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await client.answer()).status);
    expect(statuses).toEqual([200, 400, 404, 200]);
  });

  it('has a bounded number of requests under way, however many it sends, and gets all answers', async () => {
    let [begun, mayEnd] = [0, false];
    const waits: (() => void)[] = [];
    await using api = await serveApi(
      fakeBackends({
        containers: {
          async list() {
            begun += 1;
            if (!mayEnd) await new Promise<void>((resolve) => waits.push(resolve));
            return [];
          },
        },
      }),
    );
    using client = await api.connect();
    const count = 3000;
    client.send(requestText('GET', '/containers/json', undefined, [`X: ${'x'.repeat(2000)}`]).repeat(count));
    await vi.waitFor(() => expect(begun).toBeGreaterThanOrEqual(MOST_UNDER_WAY));
    await new Promise((resolve) => setTimeout(resolve, 100));
    // What had been read with the last of them comes on top.
    expect(begun).toBeLessThan(3 * MOST_UNDER_WAY);
    mayEnd = true;
    for (const end of waits) end();
    for (let answered = 0; answered < count; answered += 1) expect((await client.answer()).status).toBe(200);
    expect(begun).toBe(count);
  });

  it('still gets its answer after the client ended its side, and is then closed', async () => {
    await using api = await serveApi(
      fakeBackends({
        containers: {
          async list() {
            await new Promise((resolve) => setTimeout(resolve, 50));
            return [];
          },
        },
      }),
    );
    using client = await api.connect();
    client.send(requestText('GET', '/containers/json'));
    client.end();
    expect((await client.answer()).body).toBe('[]\n');
    expect((await client.rest()).length).toBe(0);
  });

  it('is answered with 400 when it does not speak HTTP', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send('hello there\r\n\r\n');
    const { status, body } = await client.answer();
    expect(status).toBe(400);
    expect(JSON.parse(body).message).toMatch(/^malformed HTTP request/);
    await client.rest();
  });

  it('ignores an upgrade that is offered with an ordinary request', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'];
    client.send(requestText('GET', '/_ping', undefined, offer));
    expect((await client.answer()).body).toBe('OK');
    client.send(requestText('GET', '/_ping'));
    expect((await client.answer()).body).toBe('OK');
  });

  it('that the client drops aborts what it waited for', async () => {
    const aborted = vi.fn<() => void>();
    await using api = await serveApi(
      fakeBackends({
        containers: {
          async wait(_ref, _condition, signal) {
            signal.addEventListener('abort', aborted);
            return {
              ended: new Promise((_, reject) =>
                signal.addEventListener('abort', () => reject(fault('cancelled', 'gone'))),
              ),
            };
          },
        },
      }),
    );
    {
      using client = await api.connect();
      client.send(requestText('POST', '/containers/x/wait'));
      await client.until('\r\n\r\n');
    }
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled());
  });
});

describe('a request body', () => {
  it('that is too large is refused without being read', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send(
      'POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{',
    );
    const { status, body } = await client.answer();
    expect(status).toBe(400);
    expect(body).toMatch(/larger than/);
  });

  it('that does not end is refused once it is too large', async () => {
    await using api = await serveApi(fakeBackends());
    using client = await api.connect();
    client.send(
      'POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    for (let i = 0; i < 17; i++) {
      client.send('100000\r\n');
      client.send(chunk);
      client.send('\r\n');
    }
    expect((await client.answer()).status).toBe(400);
  });
});

describe('a client that ends in the middle of a request', () => {
  it.each([
    ['a head', 'GET /_ping HTTP/1.1\r\nHost'],
    ['a sized body', 'POST /images/load HTTP/1.1\r\nHost: d\r\nContent-Length: 9\r\n\r\nhalf'],
    ['a chunked body', 'POST /images/load HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe'],
  ])('(%s) is refused and leaves nothing waiting', async (_title, bytes) => {
    const failed = vi.fn<() => void>();
    const load = async function* (tar: AsyncIterable<unknown>) {
      try {
        for await (const _ of tar) yield { stream: 'read' };
      } catch (error) {
        failed();
        throw error;
      }
    };
    await using api = await serveApi(fakeBackends({ images: { load } }));
    using client = await api.connect();
    client.send(bytes);
    if (bytes.startsWith('POST')) await client.until('\r\n\r\n');
    client.end();
    await client.rest();
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(bytes.startsWith('POST') ? 1 : 0));
  });
});

describe('too many clients', () => {
  it('are refused with 503, and let in again when others have gone', async () => {
    await using api = await serveApi(fakeBackends(), { mostConnections: 2 });
    const first = await api.connect();
    first.send(requestText('GET', '/_ping'));
    await first.answer();
    using second = await api.connect();
    second.send(requestText('GET', '/_ping'));
    await second.answer();
    const refused = await api.ask('GET', '/_ping');
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.body).message).toContain('too many open connections');
    first[Symbol.dispose]();
    await vi.waitFor(async () => expect((await api.ask('GET', '/_ping')).status).toBe(200));
  });
});

describe('listening', () => {
  it('gives the socket to its owner and group only, and removes it at the end', async () => {
    const api = await serveApi(fakeBackends());
    const { mode, gid } = await stat(api.socket);
    const mayGive = process.getuid?.() === 0;
    expect(mode & 0o777).toBe(0o660);
    const docker = /^docker:[^:]*:(\d+):/m.exec(await readFile('/etc/group', 'utf8'))?.[1];
    expect(gid).toBe(mayGive && docker !== undefined ? Number(docker) : process.getgid?.());
    await api.close();
    await expect(stat(api.socket)).rejects.toThrow('ENOENT');
    await api[Symbol.asyncDispose]();
  });

  it('refuses a socket on which somebody answers, and a file that is no socket', async () => {
    await using api = await serveApi(fakeBackends());
    const second = createApiServer([], { version: 'x', logger: silentLogger });
    await expect(second.listen(api.socket)).rejects.toThrow(
      `another process already listens on ${api.socket}`,
    );
    await writeFile(`${api.socket}.file`, '');
    await expect(second.listen(`${api.socket}.file`)).rejects.toThrow('a file that is not a socket is there');
    expect((await api.ask('GET', '/_ping')).body).toBe('OK');
  });

  it('replaces a socket that a crash left behind', async () => {
    await using api = await serveApi(fakeBackends());
    const path = `${api.socket}.stale`;
    const listenAndDie = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', listenAndDie]);
    expect((await stat(path)).isSocket()).toBe(true);
    const server = createApiServer([], { version: 'x', logger: silentLogger });
    await server.listen(path);
    await server.close();
  });
});

describe('closing', () => {
  it('ends streams that are open', async () => {
    await using api = await serveApi(
      fakeBackends({
        system: {
          events: (_options, signal) => untilAborted(signal),
        },
      }),
    );
    using client = await api.connect();
    using idle = await api.connect();
    client.send(requestText('GET', '/events'));
    await client.until('\r\n\r\n');
    const started = Date.now();
    await api.close();
    expect(Date.now() - started).toBeLessThan(1000);
    await client.rest();
    await idle.rest();
  });
});

async function* untilAborted(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield* [];
}
