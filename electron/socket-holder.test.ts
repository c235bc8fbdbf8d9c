import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { holderOfPort, holderOfUnixSocket } from './socket-holder.ts';
import { tempFolder } from './testing/temp-folder.ts';

function closedWithTest(server: Server): Server {
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return server;
}

it('names the process that listens on a port', async () => {
  const server = closedWithTest(createServer());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await holderOfPort(port)).toMatchObject({ pid: process.pid });
});

it('names the process that listens on a unix socket, blanks in its path included', async () => {
  const socket = join(await tempFolder(), 'an engine.sock');
  const server = closedWithTest(createServer());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  expect(await holderOfUnixSocket(socket)).toMatchObject({ pid: process.pid });
});

it('names nobody where nobody listens', async () => {
  expect(await holderOfPort(1)).toBeUndefined();
  expect(await holderOfUnixSocket(join(await tempFolder(), 'none.sock'))).toBeUndefined();
});
