import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { desktopApi } from '../desktop-api/desktop-api.ts';
import { decodeData, encodeData } from '../desktop-api/stream-protocol.ts';
import type { HostMessage } from '../desktop-api/types.ts';
import { remoteHost } from '../hosts/remote.ts';
import { openProjects } from '../known-projects.ts';
import { openRegistries } from '../registries.ts';
import { openSettings } from '../settings.ts';
import { eventually } from '../testing/eventually.ts';
import { type FakeEngineAnswers, fakeEngine, pour } from '../testing/fake-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { type BrowserShell, browserShell } from './browser.ts';

const MIB = 1024 * 1024;

async function shellOn(answers: FakeEngineAnswers = {}) {
  const engine = await fakeEngine(answers);
  const folder = await tempFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>page');
  await writeFile(join(folder, 'assets/main.js'), 'run()');
  const about = {
    version: '1',
    shell: 'browser',
    platform: '',
    dataRoot: '',
    socket: engine.socket,
  } as const;
  const settings = await openSettings(join(folder, 'config'), () => undefined);
  const registries = await openRegistries(join(folder, 'config'), () => undefined);
  const projects = await openProjects(join(folder, 'config'), () => undefined);
  const api = desktopApi({
    host: remoteHost(engine.socket),
    settings,
    registries,
    projects,
    about,
    pageRoot: folder,
  });
  const shell = await browserShell(api, 0);
  onTestFinished(() => shell.close());
  return { engine, shell, cookie: await signIn(shell) };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(
  shell: BrowserShell,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: shell.port, host: '127.0.0.1', path, method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function signIn(shell: BrowserShell): Promise<string> {
  const { headers } = await ask(shell, `/${new URL(shell.url).search}`);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function openSocket(shell: BrowserShell, headers: Record<string, string>, path = '/desktop/stream') {
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${path}`, { headers });
  onTestFinished(() => socket.terminate());
  const messages: HostMessage[] = [];
  let bytes = 0;
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) bytes += decodeData(data)?.payload.length ?? 0;
    else messages.push(JSON.parse(data.toString()) as HostMessage);
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, answer) =>
      reject(new Error(`refused with ${answer.statusCode ?? 0}`)),
    );
  });
  return { socket, messages, opened, bytes: () => bytes };
}

describe('the printed address', () => {
  it('signs a window in, and works as often as it is opened', async () => {
    const { shell } = await shellOn();
    expect(shell.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const first = await ask(shell, `/${new URL(shell.url).search}`);
    const second = await ask(shell, `/${new URL(shell.url).search}`, { cookie: await signIn(shell) });
    for (const answer of [first, second]) {
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toBe('/');
      expect(answer.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    }
  });

  it('leads to the page, a reload and a second window included', async () => {
    const { shell, cookie } = await shellOn();
    for (const path of ['/', '/', '/containers/abc']) {
      const page = await ask(shell, path, { cookie });
      expect([page.status, page.body]).toEqual([200, '<!doctype html>page']);
    }
  });
});

describe('a request to the loopback address', () => {
  it.each(['/', '/assets/main.js', '/engine/_ping', '/desktop/status', '/desktop/settings'])(
    'gets nothing of %s without the cookie',
    async (path) => {
      const { shell } = await shellOn();
      const answer = await ask(shell, path);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toEqual({ message: expect.stringContaining('open the address') });
    },
  );

  it.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['another port’s origin', { origin: 'http://127.0.0.1:1' }],
  ])('is refused with %s, and the engine hears nothing', async (_what, headers) => {
    const heard = vi.fn<() => void>();
    const { shell, cookie } = await shellOn({ request: heard });
    const answer = await ask(shell, '/engine/containers/prune', { cookie, ...headers }, 'POST');
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(/\.$/) });
    expect(heard).not.toHaveBeenCalled();
  });

  it.each([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..%2f..%2f..%2fetc/hosts',
  ])('gets no file from outside the page: %s', async (path) => {
    const { shell, cookie } = await shellOn();
    const answer = await ask(shell, path, { cookie });
    expect(answer.body).not.toMatch(/root:|localhost/);
  });

  it.each(['/engine//evil.example/x', '/engine/..%2f', '/engine/../desktop/status'])(
    'cannot lead the proxy astray: %s',
    async (path) => {
      const urls: (string | undefined)[] = [];
      const { shell, cookie } = await shellOn({
        request: (incoming, response) => {
          urls.push(incoming.url);
          response.end();
        },
      });
      await ask(shell, path, { cookie });
      expect(urls.filter((url) => url !== '/..%2f')).toEqual([]);
    },
  );

  it('does not let one request smuggle another in', async () => {
    const urls: (string | undefined)[] = [];
    const { shell, cookie } = await shellOn({
      request: (incoming, response) => {
        urls.push(incoming.url);
        incoming.resume().on('end', () => response.end());
      },
    });
    const head = `POST /engine/x HTTP/1.1\r\nHost: 127.0.0.1:${shell.port}\r\nCookie: ${cookie}\r\n`;
    const both = `${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST /evil HTTP/1.1\r\nHost: x\r\n\r\n`;
    const socket = connect(shell.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.write(both);
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(urls).not.toContain('/evil');
  });

  it('reaches the engine with the cookie, which the engine does not see', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const { shell, cookie } = await shellOn({
      request: (incoming, response) => {
        seen.push(incoming.headers);
        response.end('OK');
      },
    });
    expect((await ask(shell, '/engine/_ping', { cookie })).body).toBe('OK');
    expect(seen[0]).not.toHaveProperty('cookie');
  });

  it('is held up when it does not read, and its engine connection ends with it', async () => {
    const poured: { written(): number }[] = [];
    const { shell, cookie, engine } = await shellOn({
      request: (_incoming, response) => void poured.push(pour(response, 200 * MIB)),
    });
    const asked = request({ port: shell.port, host: '127.0.0.1', path: '/engine/logs', headers: { cookie } });
    asked.on('error', () => undefined);
    asked.end();
    await new Promise((resolve) => asked.once('response', resolve));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(poured[0]?.written()).toBeLessThan(24 * MIB); // what the kernel's buffers of a TCP connection hold
    asked.destroy();
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('ends at the engine when the page goes before the answer', async () => {
    const { shell, cookie, engine } = await shellOn({ request: () => undefined });
    const asked = request({ port: shell.port, host: '127.0.0.1', path: '/engine/wait', headers: { cookie } });
    asked.on('error', () => undefined);
    asked.end();
    await eventually(() => expect(engine.connections()).toBe(1));
    asked.destroy();
    await eventually(() => expect(engine.connections()).toBe(0));
  });
});

describe('the stream socket', () => {
  it.each([
    ['without the cookie', {}, 401],
    ['from a foreign origin', { origin: 'http://evil.example' }, 403],
    ['under a foreign host', { host: 'evil.example' }, 403],
  ])('is refused %s', async (what, headers, status) => {
    const { shell, cookie } = await shellOn();
    const withCookie = what.startsWith('without') ? {} : { cookie };
    await expect(openSocket(shell, { ...withCookie, ...headers }).opened).rejects.toThrow(`${status}`);
  });

  it('is only where it belongs', async () => {
    const { shell, cookie } = await shellOn();
    await expect(openSocket(shell, { cookie }, '/engine/x').opened).rejects.toThrow('404');
  });

  it('carries streams of a window', async () => {
    const { shell, cookie } = await shellOn({ request: (_incoming, response) => response.end('hello') });
    const page = openSocket(shell, { cookie, origin: `http://127.0.0.1:${shell.port}` });
    await page.opened;
    page.socket.send(JSON.stringify({ type: 'open', id: 1, kind: 'http', method: 'GET', path: '/engine/x' }));
    page.socket.send(JSON.stringify({ type: 'open', id: 2, kind: 'status', method: 'GET', path: '' }));
    await eventually(() => expect(page.messages.map(({ id, type }) => `${id} ${type}`)).toContain('1 end'));
    await eventually(() =>
      expect(page.messages).toContainEqual(expect.objectContaining({ id: 2, type: 'head' })),
    );
    expect(page.bytes()).toBeGreaterThan(5);
  });

  it('ends every engine connection when its window vanishes', async () => {
    const { shell, cookie, engine } = await shellOn({
      request: (_incoming, response) => void pour(response, 50 * MIB),
    });
    const page = openSocket(shell, { cookie });
    await page.opened;
    for (const id of [1, 2, 3])
      page.socket.send(JSON.stringify({ type: 'open', id, kind: 'http', method: 'GET', path: '/engine/x' }));
    await eventually(() => expect(page.bytes()).toBe(3 * MIB));
    expect(engine.connections()).toBe(3);
    page.socket.terminate();
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('is closed for a message that is larger than any credit', async () => {
    const { shell, cookie } = await shellOn();
    const page = openSocket(shell, { cookie });
    await page.opened;
    page.socket.on('error', () => undefined);
    const closed = new Promise((resolve) => page.socket.once('close', resolve));
    page.socket.send(encodeData(1, new Uint8Array(3 * MIB)));
    expect(await closed).toBe(1009);
  });
});

describe('closing the shell', () => {
  it('ends open requests and sockets at once', async () => {
    const { shell, cookie } = await shellOn({ request: () => undefined });
    const page = openSocket(shell, { cookie });
    await page.opened;
    const waiting = ask(shell, '/engine/wait', { cookie });
    waiting.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = new Promise((resolve) => page.socket.once('close', resolve));
    const began = Date.now();
    await shell.close();
    await closed;
    await expect(waiting).rejects.toThrow('socket hang up');
    expect(Date.now() - began).toBeLessThan(500);
  });
});

describe('a port that is taken', () => {
  it('is refused with the name of its holder', async () => {
    const { shell } = await shellOn();
    const api = { fetch: () => Promise.resolve(new Response()), serve: () => undefined };
    await expect(browserShell(api, shell.port)).rejects.toThrow(
      new RegExp(
        `Port ${shell.port} is taken by .+ \\(process ${process.pid}\\); choose another one with --port\\.`,
      ),
    );
  });
});
