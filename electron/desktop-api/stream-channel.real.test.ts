import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { enginePort, type FakeEngineAnswers, fakeEngine, pour } from '../testing/fake-engine.ts';
import { fakePage } from '../testing/fake-page.ts';
import type { EnginePort } from './engine-port.ts';
import { openHijack, openHttp } from './engine-stream.ts';
import { openerOf } from './host-stream.ts';
import { serveStreams } from './stream-channel.ts';
import { INITIAL_CREDIT } from './stream-protocol.ts';

const MIB = 1024 * 1024;

function pageOf(engine: EnginePort) {
  const page = fakePage();
  serveStreams(
    page.transport,
    openerOf({
      http: (opening, signal) => openHttp(engine, opening, signal),
      hijack: (opening, signal) => openHijack(engine, opening, signal),
      status: () => Promise.reject(new Error('not here')),
    }),
  );
  return page;
}

async function pageAndEngine(answers: FakeEngineAnswers) {
  const engine = await fakeEngine(answers);
  return { engine, page: pageOf(engine.port) };
}

const get = (id: number, path = '/engine/logs') =>
  ({ type: 'open', id, kind: 'http', method: 'GET', path }) as const;
const exec = (id: number) =>
  ({
    type: 'open',
    id,
    kind: 'hijack',
    method: 'POST',
    path: '/engine/exec/x/start',
    body: '{"Tty":true}',
  }) as const;

/** Answers an upgrade as Docker does, and says back what it hears, in capitals; at end of file it says "bye". */
function shout(_request: IncomingMessage, socket: Duplex): void {
  socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ');
  socket.on('data', (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
  socket.on('end', () => socket.end('bye'));
}

describe('an http stream', () => {
  it('brings the head, the data and the end, in this order', async () => {
    const { page } = await pageAndEngine({
      request: (_incoming, response) => {
        response.setHeader('Api-Version', '1.51');
        response.write('one ');
        response.end('two');
      },
    });
    page.send(get(1));
    await eventually(() => expect(page.messages.at(-1)).toEqual({ type: 'end', id: 1 }));
    expect(page.messages[0]).toMatchObject({
      type: 'head',
      id: 1,
      status: 200,
      headers: { 'api-version': '1.51' },
    });
    expect(page.text(1)).toBe('one two');
  });

  it('sends its body as JSON, and the headers of a registry', async () => {
    let seen: unknown;
    const { page } = await pageAndEngine({
      request: async (incoming, response) => {
        let body = '';
        for await (const chunk of incoming) body += String(chunk);
        const { 'content-type': type, 'x-registry-auth': auth, evil } = incoming.headers;
        seen = { url: incoming.url, body, type, auth, evil };
        response.end();
      },
    });
    const headers = { 'X-Registry-Auth': 'abc', Evil: '1' };
    page.send({
      type: 'open',
      id: 1,
      kind: 'http',
      method: 'POST',
      path: '/engine/x?y=1',
      body: '{"ä":1}',
      headers,
    });
    await eventually(() => expect(page.messages.at(-1)?.type).toBe('end'));
    expect(seen).toEqual({
      url: '/x?y=1',
      body: '{"ä":1}',
      type: 'application/json',
      auth: 'abc',
      evil: undefined,
    });
  });

  it.each([
    ['its message', '{"message":"no such container"}', 'no such container'],
    ['its text when it is no JSON', 'went wrong\n', 'went wrong'],
    ['a sentence when it says nothing', '', 'The engine answered 404.'],
  ])('that the engine refuses ends with %s', async (_what, body, message) => {
    const { page, engine } = await pageAndEngine({
      request: (_incoming, response) => response.writeHead(404).end(body),
    });
    page.send(get(1));
    await eventually(() => expect(page.messages).toHaveLength(2));
    expect(page.messages[0]).toMatchObject({ type: 'head', status: 404 });
    expect(page.messages[1]).toEqual({ type: 'error', id: 1, status: 404, message });
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('fails with status 0 when there is no engine', async () => {
    const page = pageOf(enginePort('/nowhere/engine.sock'));
    page.send(get(1));
    await eventually(() => expect(page.messages).toHaveLength(1));
    expect(page.messages[0]).toMatchObject({ type: 'error', id: 1, status: 0 });
  });

  it('fails when the engine dies in the middle', async () => {
    const { page, engine } = await pageAndEngine({
      request: (_incoming, response) => void response.write('half'),
    });
    page.send(get(1));
    await eventually(() => expect(page.text(1)).toBe('half'));
    await engine.die();
    await eventually(() => expect(page.messages.at(-1)).toMatchObject({ type: 'error', id: 1, status: 0 }));
  });

  it('is closed at the engine when the page cancels it, and says nothing more', async () => {
    const { page, engine } = await pageAndEngine({
      request: (_incoming, response) => void response.write('on'),
    });
    page.send(get(1));
    await eventually(() => expect(page.text(1)).toBe('on'));
    page.send({ type: 'cancel', id: 1 });
    await eventually(() => expect(engine.connections()).toBe(0));
    expect(page.messages.map(({ type }) => type)).toEqual(['head']);
  });

  it('is closed at the engine when the page cancels it before the engine has answered', async () => {
    const { page, engine } = await pageAndEngine({ request: () => undefined });
    page.send(get(1));
    await eventually(() => expect(engine.connections()).toBe(1));
    page.send({ type: 'cancel', id: 1 });
    await eventually(() => expect(engine.connections()).toBe(0));
    expect(page.messages).toEqual([]);
  });

  it.each(['/containers/json', '/engine//evil', '/engine/../desktop/settings', 'http://evil/engine/x'])(
    'is refused for %s, which is not the engine’s',
    async (path) => {
      const { page, engine } = await pageAndEngine({});
      page.send(get(1, path));
      await eventually(() =>
        expect(page.messages.at(-1)).toMatchObject({ type: 'error', id: 1, status: 400 }),
      );
      expect(engine.connections()).toBe(0);
    },
  );

  it('takes no data from the page', async () => {
    const { page } = await pageAndEngine({ request: (_incoming, response) => void response.write('on') });
    page.send(get(1));
    page.sendData(1, 'x');
    await eventually(() => expect(page.messages.at(-1)).toMatchObject({ type: 'error', id: 1 }));
  });
});

describe('a hijacked stream', () => {
  it('carries data both ways after a 101', async () => {
    const { page } = await pageAndEngine({ upgrade: shout });
    page.send(exec(1));
    page.sendData(1, 'loud'); // before the engine has answered
    await eventually(() => expect(page.text(1)).toBe('hello LOUD'));
    expect(page.messages[0]).toMatchObject({ type: 'head', status: 101 });
    page.sendData(1, 'er');
    await eventually(() => expect(page.text(1)).toBe('hello LOUDER'));
  });

  it('passes the page’s end of input on, and still brings what follows', async () => {
    const { page, engine } = await pageAndEngine({ upgrade: shout });
    page.send(exec(1));
    page.sendData(1, 'x');
    page.send({ type: 'end', id: 1 });
    await eventually(() => expect(page.messages.at(-1)).toEqual({ type: 'end', id: 1 }));
    expect(page.text(1)).toBe('hello Xbye');
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('carries data both ways after a plain 200, as older engines answer', async () => {
    const { page } = await pageAndEngine({
      upgrade: (_request, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n');
        socket.on('data', (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
        socket.on('end', () => socket.end('bye'));
      },
    });
    page.send(exec(1));
    page.sendData(1, 'quiet');
    await eventually(() => expect(page.text(1)).toBe('QUIET'));
    page.send({ type: 'end', id: 1 });
    await eventually(() => expect(page.messages.at(-1)).toEqual({ type: 'end', id: 1 }));
    expect(page.text(1)).toBe('QUIETbye');
    expect(page.messages[0]).toMatchObject({ status: 200 });
  });

  it('that the engine refuses ends with its message', async () => {
    const { page } = await pageAndEngine({
      upgrade: (_request, socket) =>
        socket.end('HTTP/1.1 409 Conflict\r\nContent-Length: 25\r\n\r\n{"message":"not running"}'),
    });
    page.send(exec(1));
    await eventually(() => expect(page.messages).toHaveLength(2));
    expect(page.messages[1]).toEqual({ type: 'error', id: 1, status: 409, message: 'not running' });
  });

  it('is closed at the engine when the page cancels it', async () => {
    const { page, engine } = await pageAndEngine({ upgrade: shout });
    page.send(exec(1));
    await eventually(() => expect(page.text(1)).toBe('hello '));
    page.send({ type: 'cancel', id: 1 });
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('gives credit back as the engine takes the page’s data, in few messages', async () => {
    let taken = 0;
    const { page } = await pageAndEngine({
      upgrade: (_request, socket) => {
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
        socket.on('data', (chunk: Buffer) => {
          taken += chunk.length;
        });
      },
    });
    page.send(exec(1));
    let credit = INITIAL_CREDIT;
    const piece = new Uint8Array(16 * 1024);
    for (let sent = 0; sent < 8 * MIB; sent += piece.length) {
      while (credit < piece.length) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        credit =
          INITIAL_CREDIT -
          sent +
          page.messages.reduce((sum, message) => (message.type === 'credit' ? sum + message.bytes : sum), 0);
      }
      page.sendData(1, piece);
      credit -= piece.length;
    }
    await eventually(() => expect(taken).toBe(8 * MIB));
    expect(page.messages.filter(({ type }) => type === 'credit').length).toBeLessThanOrEqual(32);
  });

  it('fails when the page sends more than its credit to a process that does not read', async () => {
    const processes: Duplex[] = [];
    const { page, engine } = await pageAndEngine({
      upgrade: (_request, socket) => {
        processes.push(socket.pause().on('end', () => socket.end()));
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      },
    });
    page.send(exec(1));
    await eventually(() => expect(page.messages).toHaveLength(1));
    for (let sent = 0; sent < 4 * MIB; sent += 64 * 1024) page.sendData(1, new Uint8Array(64 * 1024));
    await eventually(() => expect(page.messages.at(-1)).toMatchObject({ type: 'error', id: 1 }));
    processes[0]?.resume(); // or it would not notice the close
    await eventually(() => expect(engine.connections()).toBe(0));
  });
});

describe('a page that does not read', () => {
  it('gets one credit’s worth, and holds the engine up instead of filling memory', async () => {
    const poured: { written(): number }[] = [];
    const { page } = await pageAndEngine({
      request: (_incoming, response) => void poured.push(pour(response, 200 * MIB)),
    });
    page.send(get(1));
    await eventually(() => expect(page.received(1)).toBe(INITIAL_CREDIT));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(page.received(1)).toBe(INITIAL_CREDIT);
    expect(poured[0]?.written()).toBeLessThan(3 * MIB);
    page.consume();
    await eventually(() => expect(page.messages.at(-1)).toEqual({ type: 'end', id: 1 }));
    expect(page.received(1)).toBe(200 * MIB);
  });

  it('does not hold its other streams up', async () => {
    const { page } = await pageAndEngine({
      request: (incoming, response) => {
        if (incoming.url === '/busy') pour(response, 50 * MIB);
        else response.end('done');
      },
    });
    page.send(get(1, '/engine/busy'));
    await eventually(() => expect(page.received(1)).toBe(INITIAL_CREDIT));
    page.send(get(2));
    await eventually(() => expect(page.text(2)).toBe('done'));
  });
});

describe('a channel', () => {
  it('closes every connection to the engine when the page vanishes', async () => {
    const { page, engine } = await pageAndEngine({
      request: (incoming, response) => {
        if (incoming.url === '/busy') pour(response, 50 * MIB);
        if (incoming.url === '/open') response.write('on');
      },
      upgrade: shout,
    });
    page.send(get(1, '/engine/busy'));
    page.send(get(2, '/engine/open'));
    page.send(get(3, '/engine/silent'));
    page.send(exec(4));
    await eventually(() => expect(page.text(4)).toBe('hello '));
    await eventually(() => expect(engine.connections()).toBe(4));
    page.vanish();
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it.each([
    ['no message', 'hello'],
    ['an unknown message', '{"type":"shout","id":1}'],
  ])('is closed by the host for %s', async (_what, text) => {
    const { page } = await pageAndEngine({});
    page.sendText(text);
    expect(page.closedBecause()).toContain('not a message');
  });

  it('is closed by the host when the page uses an open stream’s id again', async () => {
    const { page, engine } = await pageAndEngine({ request: () => undefined });
    page.send(get(1));
    page.send(get(1));
    expect(page.closedBecause()).toContain('stream 1');
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('ignores what comes for a stream that has ended', async () => {
    const { page } = await pageAndEngine({ request: (_incoming, response) => response.end('x') });
    page.send(get(1));
    await eventually(() => expect(page.messages.at(-1)?.type).toBe('end'));
    page.send({ type: 'credit', id: 1, bytes: 5 });
    page.send({ type: 'cancel', id: 1 });
    page.send({ type: 'end', id: 1 });
    page.sendData(1, 'late');
    expect(page.closedBecause()).toBeUndefined();
  });

  it('refuses more streams than a window can use, and goes on with the others', async () => {
    const { page } = await pageAndEngine({ request: () => undefined });
    for (let id = 1; id <= 257; id++) page.send(get(id));
    expect(page.messages).toEqual([expect.objectContaining({ type: 'error', id: 257 })]);
  });
});
