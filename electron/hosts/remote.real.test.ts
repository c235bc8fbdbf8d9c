import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { Host } from './host.ts';
import { remoteHost, socketOfHostUrl } from './remote.ts';

async function listenOn(socket: string): Promise<Server> {
  const server = createServer((_request, response) => response.end('OK'));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => server.close().closeAllConnections());
  return server;
}

function hostFor(socket: string): Host {
  const host = remoteHost(socket);
  onTestFinished(() => host.close({ stopEngine: true }));
  return host;
}

describe('a remote host', () => {
  it('runs when an engine answers', async () => {
    const socket = join(await tempFolder(), 'engine.sock');
    await listenOn(socket);
    expect(await hostFor(socket).start()).toMatchObject({
      host: 'remote',
      state: 'running',
      socket,
      pid: null,
    });
  });

  it('says that nothing answers, tries again, and finds an engine that comes later', async () => {
    const socket = join(await tempFolder(), 'engine.sock');
    const host = hostFor(socket);
    const status = await host.start();
    expect(status).toMatchObject({ state: 'failed' });
    expect(status.detail).toContain(socket);
    expect(status.nextTryAt).not.toBeNull();
    await listenOn(socket);
    await eventually(() => expect(host.status().state).toBe('running'));
  });

  it('notices when the engine goes away', async () => {
    const socket = join(await tempFolder(), 'engine.sock');
    const server = await listenOn(socket);
    const host = hostFor(socket);
    await host.start();
    server.close().closeAllConnections();
    await eventually(() => expect(host.status().state).toBe('failed'));
  });

  it('is never stopped from here', async () => {
    const socket = join(await tempFolder(), 'engine.sock');
    await expect(hostFor(socket).stop()).rejects.toMatchObject({ status: 409 });
  });
});

describe('a host URL', () => {
  it('names a socket by its absolute path', () => {
    expect(socketOfHostUrl('unix:///var/run/docker.sock')).toBe('/var/run/docker.sock');
  });

  it.each(['tcp://127.0.0.1:2375', 'unix://relative', 'unix://', '/var/run/docker.sock', ''])(
    'is refused with a sentence when it is "%s"',
    (url) => {
      expect(() => socketOfHostUrl(url)).toThrow(/give one like unix:/);
    },
  );
});
