import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { fault } from '../base/errors.ts';
import { serveApi, type TestApi } from '../testing/api-on-fakes.ts';
import { fakeProcess } from '../testing/fake-attachment.ts';
import { fakeBackends } from '../testing/fake-backends.ts';
import { createEngineClient, type EngineClient } from './client.ts';

async function withClient(
  backends: Parameters<typeof fakeBackends>[0],
  use: (client: EngineClient, api: TestApi) => Promise<void>,
): Promise<void> {
  await using api = await serveApi(fakeBackends(backends));
  const client = createEngineClient(api.socket);
  try {
    await use(client, api);
  } finally {
    client.close();
  }
}

describe('the engine client', () => {
  it('answers what the engine answers', async () => {
    await withClient(
      {
        containers: {
          create: async (request, { name }) => ({ Id: `${name}-${request.Image}`, Warnings: [] }),
          wait: async () => ({ ended: Promise.resolve({ StatusCode: 4 }) }),
          start: async () => undefined,
          list: async ({ filters }) => [{ Id: filters.get('name')?.[0] }] as never,
        },
      },
      async (client) => {
        await client.ping();
        expect(await client.containers.create({ Image: 'i' }, { name: 'n' })).toEqual({
          Id: 'n-i',
          Warnings: [],
        });
        expect(await client.containers.list({ filters: { name: ['x'] } })).toEqual([{ Id: 'x' }]);
        await client.containers.start('a');
        expect(await client.containers.wait('a')).toEqual({ StatusCode: 4 });
      },
    );
  });

  it.each([
    'not-found',
    'conflict',
    'invalid',
    'not-modified',
    'not-implemented',
    'unavailable',
    'system',
  ] as const)('throws %s as what it was', async (kind) => {
    await withClient(
      { containers: { start: () => Promise.reject(fault(kind, 'as it is')) } },
      async (client) => {
        await expect(client.containers.start('a')).rejects.toMatchObject({ name: 'GantryError', kind });
      },
    );
  });

  it('says which engine does not answer', async () => {
    const client = createEngineClient('/nowhere/gantry.sock');
    await expect(client.ping()).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('the engine on /nowhere/gantry.sock does not answer'),
    });
  });

  it('takes logs apart into streams', async () => {
    const time = '2024-01-02T03:04:05.000000006Z';
    const entries = [
      { stream: 'stdout', data: Buffer.from('out\n'), time },
      { stream: 'stderr', data: Buffer.from('err\n'), time },
    ] as const;
    await withClient(
      { containers: { logs: async () => ({ tty: false, entries: Readable.from([entries]) }) } },
      async (client) => {
        const chunks = [];
        for await (const chunk of client.containers.logs('a')) chunks.push(chunk);
        expect(chunks.map(({ stream, data }) => [stream, data.toString()])).toEqual([
          ['stdout', 'out\n'],
          ['stderr', 'err\n'],
        ]);
      },
    );
  });

  it('types into a container and reads what it prints', async () => {
    const process = fakeProcess({ tty: false });
    await withClient({ containers: { attach: async () => process.attachment } }, async (client) => {
      const { connection, output } = await client.containers.attach('a', { stdin: true });
      connection.end('typed');
      await process.inputEnded;
      process.print('printed');
      process.exit();
      let text = '';
      for await (const { data } of output) text += data.toString();
      expect([process.typed(), text]).toEqual(['typed', 'printed']);
    });
  });

  it('runs a command to its end', async () => {
    const process = fakeProcess({ tty: false, stdin: false });
    await withClient(
      {
        containers: {
          execCreate: async () => ({ Id: 'e' }),
          execInspect: async () => ({ ProcessConfig: { tty: false }, ExitCode: 3 }) as never,
          execStart: async () => {
            process.print('out');
            process.print('err', 'stderr');
            process.exit();
            return process.attachment;
          },
        },
      },
      async (client) => {
        expect(await client.exec.run('a', ['ls'])).toEqual({ exitCode: 3, stdout: 'out', stderr: 'err' });
      },
    );
  });

  it('gives events until it is told to stop', async () => {
    const event = {
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'a', Attributes: {} },
      scope: 'local',
    } as const;
    const stop = new AbortController();
    await withClient(
      {
        system: {
          async *events(_options, signal) {
            yield { ...event, time: 1, timeNano: 1n };
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          },
        },
      },
      async (client) => {
        const seen: string[] = [];
        const reading = (async () => {
          for await (const { Action } of client.events({}, stop.signal)) {
            seen.push(Action);
            stop.abort();
          }
        })();
        await expect(reading).rejects.toThrow(/abort/i);
        expect(seen).toEqual(['die']);
      },
    );
  });

  it('loads an archive, and throws what goes wrong on the way', async () => {
    await withClient(
      {
        images: {
          async *load(tar) {
            for await (const bytes of tar as AsyncIterable<Buffer>) yield { stream: bytes.toString() };
            throw new Error('broken archive');
          },
        },
      },
      async (client) => {
        const progress = client.images.load(Readable.from([Buffer.from('tar')]))[Symbol.asyncIterator]();
        expect((await progress.next()).value).toEqual({ stream: 'tar' });
        await expect(progress.next()).rejects.toThrow('broken archive');
      },
    );
  });
});
