import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import type { LogEntry } from '../../base/stdio.ts';
import { requestText, serveApi } from '../../testing/api-on-fakes.ts';
import { fakeProcess } from '../../testing/fake-attachment.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { ContainerBackend } from '../backends/containers.ts';
import type { SystemBackend } from '../backends/system.ts';
import type { ContainerWaitResponse } from '../types/container.ts';

describe('waiting for a container', () => {
  it('sends the header at once and the answer when there is one', async () => {
    let end: (answer: ContainerWaitResponse) => void = () => undefined;
    const ended = new Promise<ContainerWaitResponse>((resolve) => {
      end = resolve;
    });
    await using api = await serveApi(fakeBackends({ containers: { wait: async () => ({ ended }) } }));
    using client = await api.connect();
    client.send(requestText('POST', '/containers/a/wait?condition=next-exit'));
    expect(await client.until('\r\n\r\n')).toContain('HTTP/1.1 200 OK');
    end({ StatusCode: 3 });
    expect(await client.until('\r\n0\r\n\r\n')).toContain('{"StatusCode":3}\n');
  });
});

describe('logs', () => {
  const entry: LogEntry = {
    stream: 'stderr',
    data: Buffer.from('e\n'),
    time: '2024-01-02T03:04:05.000000006Z',
  };

  it('are framed, named after their form, and come with the options that were asked for', async () => {
    const logs = vi.fn<ContainerBackend['logs']>(async () => ({
      tty: false,
      entries: Readable.from([[entry]]),
    }));
    await using api = await serveApi(fakeBackends({ containers: { logs } }));
    using client = await api.connect();
    client.send(
      requestText('GET', '/containers/a/logs?stderr=1&follow=1&tail=5&since=1.5&until=0&timestamps=1'),
    );
    expect(await client.until('\r\n\r\n')).toContain('application/vnd.docker.multiplexed-stream');
    expect(await client.until('0\r\n\r\n')).toContain(`\x02\0\0\0\0\0\0\x21${entry.time} e\n`);
    expect(logs.mock.calls[0]?.slice(0, 2)).toEqual([
      'a',
      { follow: true, stdout: false, stderr: true, since: 1.5, tail: 5 },
    ]);
  });

  it.each(['all', '-1', 'x', ''])('have no tail for tail=%s', async (tail) => {
    const logs = vi.fn<ContainerBackend['logs']>(async () => ({ tty: true, entries: Readable.from([]) }));
    await using api = await serveApi(fakeBackends({ containers: { logs } }));
    await api.ask('GET', `/v1.41/containers/a/logs?stdout=1&tail=${tail}`);
    expect(logs.mock.calls[0]?.[1]).not.toHaveProperty('tail');
  });

  it('stop being read when the client goes away', async () => {
    const aborted = vi.fn<() => void>();
    const logs = async (_ref: string, _options: object, signal: AbortSignal) => {
      signal.addEventListener('abort', aborted);
      return {
        tty: true,
        entries: (async function* () {
          yield [entry];
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        })(),
      };
    };
    await using api = await serveApi(fakeBackends({ containers: { logs } }));
    {
      using client = await api.connect();
      client.send(requestText('GET', '/containers/a/logs?stdout=1&follow=1'));
      await client.until('e\n');
    }
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled());
  });
});

describe('copying', () => {
  const stat = { name: 'f', size: 3, mode: 420, mtime: '2024-01-02T03:04:05Z', linkTarget: '' };

  it('out sends the tar with the stat in a header', async () => {
    const archive = async () => ({ stat, tar: Readable.from([Buffer.from('tar')]) });
    await using api = await serveApi(fakeBackends({ containers: { archive } }));
    using client = await api.connect();
    client.send(requestText('GET', '/containers/a/archive?path=f'));
    const head = await client.until('\r\n\r\n');
    const encoded = /x-docker-container-path-stat: (\S+)/i.exec(head)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toEqual(stat);
    expect(head).toContain('Content-Type: application/x-tar');
    expect(await client.until('0\r\n\r\n')).toContain('tar');
  });

  it('in hands the body over as it comes', async () => {
    let received = '';
    const extract = async (_ref: string, _path: string, tar: Readable) => {
      for await (const bytes of tar as AsyncIterable<Buffer>) received += bytes.toString();
    };
    await using api = await serveApi(fakeBackends({ containers: { extract } }));
    expect((await api.ask('PUT', '/containers/a/archive?path=/', 'a tar')).status).toBe(200);
    expect(received).toBe('a tar');
  });

  it('out that fails half way cuts the connection, so that the client notices', async () => {
    const tar = new PassThrough();
    await using api = await serveApi(fakeBackends({ containers: { export: async () => tar } }));
    using client = await api.connect();
    client.send(requestText('GET', '/containers/a/export'));
    tar.write('half');
    await client.until('half');
    tar.destroy(new Error('disk on fire'));
    expect((await client.rest()).toString()).not.toContain('0\r\n\r\n');
  });
});

describe('progress', () => {
  it('tells a failure after the header as the last message', async () => {
    const load = async function* () {
      yield { stream: 'Loaded image: x:latest\n' };
      throw new Error('the archive ends early');
    };
    await using api = await serveApi(fakeBackends({ images: { load } }));
    using client = await api.connect();
    client.send(requestText('POST', '/images/load', 'tar'));
    const text = await client.until('0\r\n\r\n');
    expect(text).toContain('{"stream":"Loaded image: x:latest\\n"}\r\n');
    expect(text).toContain(
      '{"errorDetail":{"message":"the archive ends early"},"error":"the archive ends early"}\r\n',
    );
  });
});

describe('events', () => {
  it('come as lines with every digit of their time', async () => {
    const event = {
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'a', Attributes: {} },
      scope: 'local',
    } as const;
    const events = vi.fn<SystemBackend['events']>(async function* () {
      yield { ...event, time: 1_700_000_000, timeNano: 1_700_000_000_123_456_789n };
    });
    await using api = await serveApi(fakeBackends({ system: { events } }));
    using client = await api.connect();
    client.send(requestText('GET', '/events?since=5.25&until=2023-11-14T22:13:20Z'));
    expect(await client.until('0\r\n\r\n')).toContain('"time":1700000000,"timeNano":1700000000123456789}\n');
    expect(events.mock.calls[0]?.slice(0, 1)).toEqual([
      { since: 5.25, until: 1_700_000_000, filters: new Map() },
    ]);
  });
});

describe('attach over WebSocket', () => {
  it('passes plain bytes both ways as binary messages', async () => {
    const process = fakeProcess({ tty: false });
    await using api = await serveApi(
      fakeBackends({ containers: { attach: async () => process.attachment } }),
    );
    const socket = new WebSocket(`ws+unix://${api.socket}:/v1.51/containers/a/attach/ws?stream=1&stdin=1`);
    await new Promise((resolve) => socket.once('open', resolve));
    const message = new Promise<[Buffer, boolean]>((resolve) =>
      socket.once('message', (data: Buffer, binary) => resolve([data, binary])),
    );
    process.print('hello');
    expect(await message).toEqual([Buffer.from('hello'), true]);
    socket.send('typed');
    await vi.waitFor(() => expect(process.typed()).toBe('typed'));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    process.exit();
    await closed;
  });

  it('is refused with a status when the container is not there', async () => {
    await using api = await serveApi(fakeBackends());
    const socket = new WebSocket(`ws+unix://${api.socket}:/containers/a/attach/ws`);
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toContain('500');
  });
});
