import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { enginePort, fakeEngine, pour } from '../testing/fake-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { EnginePort } from './engine-port.ts';
import { proxyToEngine } from './engine-proxy.ts';

const MIB = 1024 * 1024;

function request(path: string, init: RequestInit & { duplex?: 'half' } = {}): Request {
  return new Request(`http://page${path}`, init);
}

/** An engine in a thread of its own, which answers and closes while we still write. */
async function hastyEngine(): Promise<EnginePort> {
  const socket = join(await tempFolder(), 'engine.sock');
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    require('node:http')
      .createServer((incoming, response) => incoming.once('data', () => response.end('{}')))
      .listen(workerData, () => parentPort.postMessage('listening'));`;
  const worker = new Worker(program, { eval: true, workerData: socket });
  onTestFinished(async () => void (await worker.terminate()));
  await new Promise((resolve) => worker.once('message', resolve));
  return enginePort(socket);
}

describe('a request through the proxy', () => {
  it('reaches the engine with method, path, body and only the headers it needs', async () => {
    let seen: unknown;
    const engine = await fakeEngine({
      request: async (incoming, response) => {
        let body = '';
        for await (const chunk of incoming) body += String(chunk);
        seen = { method: incoming.method, url: incoming.url, headers: incoming.headers, body };
        response.writeHead(201, { 'Api-Version': '1.51', 'Content-Type': 'application/json' });
        response.end('{"Id":"x"}');
      },
    });
    const headers = { 'content-type': 'application/json', cookie: 'gantry=secret', origin: 'http://page' };
    const response = await proxyToEngine(
      engine.port,
      request('/engine/v1.51/containers/create?name=a%2Fb', {
        method: 'POST',
        headers,
        body: '{"Image":"x"}',
      }),
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('api-version')).toBe('1.51');
    expect(await response.json()).toEqual({ Id: 'x' });
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/v1.51/containers/create?name=a%2Fb',
      body: '{"Image":"x"}',
    });
    expect(Object.keys((seen as { headers: object }).headers).sort()).toEqual([
      'connection',
      'content-type',
      'host',
      'transfer-encoding',
      'user-agent',
    ]);
  });

  // dockerd answers as soon as it has read the JSON, and closed what it was asked to close; the answer was lost when
  // Node then ended the request on the closed connection (EPIPE).
  it('gets its answer although the engine answers before the request has ended', async () => {
    const port = await hastyEngine();
    const statuses = new Set<number>();
    for (let time = 0; time < 100; time++) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(Buffer.from('{}'));
          controller.close();
        },
      });
      const init = { method: 'POST', headers: { 'content-length': '2' }, body, duplex: 'half' } as const;
      const response = await proxyToEngine(port, request('/engine/x', init)).catch(() => undefined);
      statuses.add(response?.status ?? 503);
      await response?.text();
    }
    expect([...statuses]).toEqual([200]);
  });

  it.each([204, 304])('gives a %i back, which has no body', async (status) => {
    const engine = await fakeEngine({ request: (_incoming, response) => response.writeHead(status).end() });
    const response = await proxyToEngine(engine.port, request('/engine/x', { method: 'POST' }));
    expect(response.status).toBe(status);
    expect(response.body).toBeNull();
  });

  it('gives the engine’s own errors back as they are', async () => {
    const engine = await fakeEngine({
      request: (_incoming, response) => response.writeHead(409).end('{"message":"in use"}'),
    });
    const response = await proxyToEngine(engine.port, request('/engine/x', { method: 'DELETE' }));
    expect([response.status, await response.text()]).toEqual([409, '{"message":"in use"}']);
  });

  it('shows what the engine says while it still speaks', async () => {
    const engine = await fakeEngine({ request: (_incoming, response) => void response.write('first') });
    const response = await proxyToEngine(engine.port, request('/engine/events'));
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('first');
    await reader?.cancel();
  });

  it('closes the engine’s connection when the page stops reading', async () => {
    const engine = await fakeEngine({ request: (_incoming, response) => void response.write('first') });
    const response = await proxyToEngine(engine.port, request('/engine/events'));
    expect(engine.connections()).toBe(1);
    await response.body?.cancel();
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('closes the engine’s connection when the request is aborted, before and after the answer', async () => {
    const engine = await fakeEngine({
      request: (incoming, response) => void (incoming.url === '/speaks' && response.write('first')),
    });
    const silent = new AbortController();
    const waiting = proxyToEngine(engine.port, request('/engine/silent', { signal: silent.signal }));
    await eventually(() => expect(engine.connections()).toBe(1));
    silent.abort();
    await expect(waiting).rejects.toThrow('connection to the engine was lost');
    const speaking = new AbortController();
    await proxyToEngine(engine.port, request('/engine/speaks', { signal: speaking.signal }));
    speaking.abort();
    await eventually(() => expect(engine.connections()).toBe(0));
  });

  it('lets a page that does not read hold the engine up instead of filling memory', async () => {
    const poured: { written(): number }[] = [];
    const engine = await fakeEngine({
      request: (_incoming, response) => void poured.push(pour(response, 200 * MIB)),
    });
    const response = await proxyToEngine(engine.port, request('/engine/logs'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(poured[0]?.written()).toBeLessThan(2 * MIB);
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += chunk.length;
    expect(bytes).toBe(200 * MIB);
  });

  it('lets an engine that does not read hold the page up', async () => {
    const engine = await fakeEngine({ request: (incoming) => void incoming.pause() });
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += MIB;
        controller.enqueue(new Uint8Array(MIB));
      },
    });
    const aborted = new AbortController();
    const loading = proxyToEngine(
      engine.port,
      request('/engine/images/load', { method: 'POST', body, duplex: 'half', signal: aborted.signal }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent).toBeLessThan(8 * MIB);
    aborted.abort();
    await expect(loading).rejects.toThrow('connection to the engine was lost');
  });

  it('passes an upload on in full', async () => {
    let got = 0;
    const engine = await fakeEngine({
      request: async (incoming, response) => {
        for await (const chunk of incoming) got += (chunk as Buffer).length;
        response.end('loaded');
      },
    });
    let left = 50;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left === 0) return controller.close();
        left -= 1;
        controller.enqueue(new Uint8Array(MIB));
      },
    });
    const response = await proxyToEngine(
      engine.port,
      request('/engine/images/load', { method: 'POST', body, duplex: 'half' }),
    );
    expect(await response.text()).toBe('loaded');
    expect(got).toBe(50 * MIB);
  });

  it('breaks off at the page when the engine dies in the middle', async () => {
    const engine = await fakeEngine({
      request: (_incoming, response) => {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('half');
      },
    });
    const response = await proxyToEngine(engine.port, request('/engine/x'));
    await engine.die();
    await expect(response.text()).rejects.toThrow(/connection to the engine was lost/);
  });
});

describe('a request without an engine', () => {
  it('is answered 503 with what the host knows', async () => {
    const port = {
      ...enginePort('/nowhere/engine.sock'),
      status: () => ({ state: 'failed', detail: 'It broke.', socket: '' }),
    };
    await expect(proxyToEngine(port, request('/engine/x'))).rejects.toMatchObject({
      status: 503,
      message: 'It broke.',
    });
  });

  it.each([
    ['starting', 'The engine is starting; try again in a moment.'],
    ['stopped', 'The engine is stopped; start it to go on.'],
  ])('is told that the engine is %s', async (state, message) => {
    const port = { ...enginePort('/nowhere/engine.sock'), status: () => ({ state, detail: '', socket: '' }) };
    await expect(proxyToEngine(port, request('/engine/x'))).rejects.toMatchObject({ status: 503, message });
  });

  it('fails cleanly when the engine closes without an answer', async () => {
    const engine = await fakeEngine({ request: (incoming) => void incoming.socket.destroy() });
    await expect(proxyToEngine(engine.port, request('/engine/x'))).rejects.toMatchObject({ status: 503 });
  });
});
