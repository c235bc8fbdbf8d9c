import { describe, expect, it, vi } from 'vitest';
import { fault } from '../base/errors.ts';
import { requestText, serveApi } from '../testing/api-on-fakes.ts';
import { type FakeProcess, fakeProcess } from '../testing/fake-attachment.ts';
import { fakeBackends } from '../testing/fake-backends.ts';
import type { ExecInspect } from './types/container.ts';

const UPGRADE = ['Connection: Upgrade', 'Upgrade: tcp'];
const ATTACH = '/containers/c1/attach?stream=1&stdin=1&stdout=1&stderr=1';

function apiWith(process: FakeProcess) {
  return serveApi(
    fakeBackends({
      containers: {
        attach: async () => process.attachment,
        execInspect: async () => execRecord(process.attachment.tty),
        execStart: async () => process.attachment,
        execStartDetached: async () => undefined,
      },
    }),
  );
}

function execRecord(tty: boolean): ExecInspect {
  return {
    ID: 'e1',
    Running: false,
    ExitCode: null,
    ProcessConfig: { tty, entrypoint: 'sh', arguments: [], privileged: false },
    OpenStdin: true,
    OpenStderr: true,
    OpenStdout: true,
    CanRemove: false,
    ContainerID: 'c1',
    DetachKeys: '',
    Pid: 0,
  };
}

describe('attach with Upgrade: tcp', () => {
  it('answers 101 UPGRADED and then frames, since there is no terminal', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(requestText('POST', ATTACH, undefined, UPGRADE));
    const head = await client.until('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe('HTTP/1.1 101 UPGRADED');
    expect(head).toContain('Content-Type: application/vnd.docker.multiplexed-stream\r\n');
    expect(head).toContain('Connection: Upgrade\r\nUpgrade: tcp\r\n');
    process.print('out\n');
    expect(await client.bytes(12)).toEqual(Buffer.from('\x01\0\0\0\0\0\0\x04out\n'));
    process.print('err', 'stderr');
    expect(await client.bytes(11)).toEqual(Buffer.from('\x02\0\0\0\0\0\0\x03err'));
    process.exit();
    expect(await client.rest()).toHaveLength(0);
  });

  it('is raw with a terminal, and names the form that clients before 1.42 know', async () => {
    const process = fakeProcess({ tty: true });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(requestText('POST', `/v1.41${ATTACH}`, undefined, UPGRADE));
    expect(await client.until('\r\n\r\n')).toContain('Content-Type: application/vnd.docker.raw-stream');
    process.print('prompt$ ');
    expect((await client.bytes(8)).toString()).toBe('prompt$ ');
  });

  it('takes what the client types, and its end as the end of input only', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(`${requestText('POST', ATTACH, undefined, UPGRADE)}typed at once `);
    await client.until('\r\n\r\n');
    client.send('and later');
    client.end();
    await process.inputEnded;
    expect(process.typed()).toBe('typed at once and later');
    process.print('still here');
    process.exit();
    expect((await client.rest()).subarray(8).toString()).toBe('still here');
  });

  it.each([true, false])('lets go of the process when the client goes away (terminal: %s)', async (tty) => {
    const process = fakeProcess({ tty });
    await using api = await apiWith(process);
    {
      using client = await api.connect();
      client.send(requestText('POST', ATTACH, undefined, UPGRADE));
      await client.until('\r\n\r\n');
    }
    process.print('nobody reads this');
    process.print('nor this');
    await expect(process.detached).resolves.toBeUndefined();
  });

  it('leaves a terminal whose client ends, without losing what it typed', async () => {
    const process = fakeProcess({ tty: true });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(`${requestText('POST', ATTACH, undefined, UPGRADE)}typed`);
    await client.until('\r\n\r\n');
    client.end();
    await process.detached;
    expect(process.typed()).toBe('typed');
    await client.rest();
  });

  it('answers what the container backend refuses with a status', async () => {
    await using api = await serveApi(
      fakeBackends({
        containers: {
          attach: async () => {
            throw fault('not-found', 'No such container: c1');
          },
        },
      }),
    );
    using client = await api.connect();
    client.send(requestText('POST', ATTACH, undefined, UPGRADE));
    const { status, headers, body } = await client.answer();
    expect(status).toBe(404);
    expect(headers.get('api-version')).toBe('1.51');
    expect(JSON.parse(body)).toEqual({ message: 'No such container: c1' });
    await client.rest();
  });
});

describe('attach without Upgrade', () => {
  it('answers a plain 200 and is raw from then on', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(`${requestText('POST', ATTACH)}GET / HTTP/1.1\r\n\r\n`);
    const head = await client.until('\r\n\r\n');
    expect(head.split('\r\n').slice(0, 2)).toEqual([
      'HTTP/1.1 200 OK',
      'Content-Type: application/vnd.docker.raw-stream',
    ]);
    expect(head).not.toMatch(/content-length|transfer-encoding/i);
    await vi.waitFor(() => expect(process.typed()).toBe('GET / HTTP/1.1\r\n\r\n'));
    process.print('hi');
    expect((await client.bytes(10)).subarray(8).toString()).toBe('hi');
    client.end();
    await process.inputEnded;
    process.exit();
    await client.rest();
  });

  it('works on a connection that was used before', async () => {
    const process = fakeProcess({ tty: true });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(requestText('GET', '/_ping'));
    await client.answer();
    client.send(requestText('POST', '/nonsense', { some: 'body' }));
    await client.answer();
    client.send(requestText('POST', '/exec/e1/start', { Detach: false, Tty: true }));
    expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK/);
    client.send('\x00\x01binary');
    await vi.waitFor(() => expect(process.typed()).toBe('\x00\x01binary'));
  });
});

describe('exec start', () => {
  it.each([
    ['with Upgrade', UPGRADE, '101 UPGRADED'],
    ['without Upgrade', [], '200 OK'],
  ])('reads its sized body first, the rest is input (%s)', async (_title, headers, status) => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    const request = requestText('POST', '/exec/e1/start', { Detach: false, Tty: false }, headers);
    for (const byte of request) {
      client.send(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.send('input');
    client.end();
    expect(await client.until('\r\n\r\n')).toContain(`HTTP/1.1 ${status}`);
    await process.inputEnded;
    expect(process.typed()).toBe('input');
  });

  it('reads a chunked body', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(
      'POST /exec/e1/start HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    client.send('9\r\n{"Detach"\r\n7;ext=1\r\n:false}\r\n0\r\n\r\ninput');
    await client.until('\r\n\r\n');
    await vi.waitFor(() => expect(process.typed()).toBe('input'));
  });

  it('answers at once when detached', async () => {
    await using api = await apiWith(fakeProcess({ tty: false }));
    const { status, body } = await api.ask('POST', '/exec/e1/start', { Detach: true });
    expect([status, body]).toEqual([200, '']);
  });

  it('refuses a body that ends early', async () => {
    await using api = await apiWith(fakeProcess({ tty: false }));
    using client = await api.connect();
    client.send('POST /exec/e1/start HTTP/1.1\r\nHost: d\r\nContent-Length: 50\r\n\r\n{"Detach"');
    client.end();
    expect((await client.answer()).status).toBe(400);
  });

  it('tells as output why a command cannot be started', async () => {
    await using api = await serveApi(
      fakeBackends({
        containers: {
          execInspect: async () => execRecord(false),
          execStart: async () => {
            throw fault('invalid', 'exec: "nope": executable file not found in $PATH');
          },
        },
      }),
    );
    using client = await api.connect();
    client.send(requestText('POST', '/exec/e1/start', { Detach: false }, UPGRADE));
    await client.until('101 UPGRADED');
    await client.until('\r\n\r\n');
    expect((await client.rest()).subarray(8).toString()).toBe(
      'exec: "nope": executable file not found in $PATH\r\n',
    );
  });
});

describe('detach keys', () => {
  it('end the session of a terminal and leave the process alone', async () => {
    const process = fakeProcess({ tty: true });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(requestText('POST', ATTACH, undefined, UPGRADE));
    await client.until('\r\n\r\n');
    client.send('ls\x10');
    client.send('\x11never read');
    await process.detached;
    await client.rest();
    expect(process.typed()).toBe('ls');
  });

  it('are input like any other without a terminal', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await apiWith(process);
    using client = await api.connect();
    client.send(`${requestText('POST', ATTACH, undefined, UPGRADE)}\x10\x11`);
    client.end();
    await process.inputEnded;
    expect(process.typed()).toBe('\x10\x11');
  });

  it('that make no sense are refused', async () => {
    await using api = await apiWith(fakeProcess({ tty: true }));
    const { status, body } = await api.ask('POST', `${ATTACH}&detachKeys=ctrl-1`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({ message: 'Invalid detach keys ctrl-1 provided' });
  });
});

describe('a slow client', () => {
  it('holds the process back instead of filling memory', async () => {
    const process = fakeProcess({ tty: true });
    let pulled = 0;
    const endless = {
      ...process.attachment,
      output: (async function* () {
        for (; pulled < 200; pulled++) yield { stream: 'stdout' as const, data: Buffer.alloc(64 * 1024) };
      })(),
    };
    await using api = await serveApi(fakeBackends({ containers: { attach: async () => endless } }));
    using client = await api.connect();
    client.send(requestText('POST', ATTACH, undefined, UPGRADE));
    await client.until('\r\n\r\n');
    client.pause();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(pulled).toBeLessThan(60);
    client.resume();
    await vi.waitFor(() => expect(pulled).toBe(200));
  });
});
