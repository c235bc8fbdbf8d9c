import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { startCoprocess } from '../../process/coprocess.ts';
import { Keeper } from './keeper.ts';
import { HolderLink } from './link.ts';
import type { ListenWish } from './listen-wish.ts';

const BAD_HOLDER = join(import.meta.dirname, 'bad-holder.fixture.mjs');
const HOST = '127.0.0.1';

let container: Server;
beforeAll(async () => {
  container = createServer((client) => client.end('hi'));
  container.listen(0, HOST);
  await once(container, 'listening');
});
afterAll(() => container.close());

/** A free port that leads to the container. */
async function wishFor(key: string): Promise<ListenWish> {
  const free = createServer().listen(0, HOST);
  await once(free, 'listening');
  const hostPort = portOf(free);
  free.close();
  await once(free, 'close');
  return { key, protocol: 'tcp', hostIp: HOST, hostPort, address: HOST, port: portOf(container) };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

it.each(['deaf', 'dies'])(
  'ports stay held by the engine when a holder goes wrong as it is handed them, and nobody waits long (%s)',
  { timeout: 15_000 },
  async (how) => {
    const folder = await mkdtemp(join(tmpdir(), `gantry-test-${how}-`));
    const keeper = new Keeper(folder, silentLogger, BAD_HOLDER);
    const [one, other] = [await wishFor('one'), await wishFor('other')];
    try {
      await keeper.hold(one);
      await expect.poll(() => access(join(folder, 'holder.sock.spoken')).then(() => true)).toBe(true);
      await keeper.hold(other);
      await expect.poll(() => text(connect(one.hostPort, HOST))).toBe('hi');
      expect(await text(connect(other.hostPort, HOST))).toBe('hi');
    } finally {
      await keeper.drop(['one', 'other']);
      await keeper.close();
      await rm(folder, { recursive: true });
    }
  },
);

it('a holder that has answered is not taken for dead by an engine that stood still meanwhile', {
  timeout: 15_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-still-'));
  const socket = join(folder, 'holder.sock');
  const holder = await startCoprocess(BAD_HOLDER, [socket], { stderr: 2 });
  try {
    await new Promise((resolve) => holder.onMessage(resolve));
    const link = await HolderLink.open(socket);
    const listed = link?.list();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2700);
    expect(await listed).toEqual([]);
    expect(await link?.list()).toEqual([]);
    await link?.leave();
  } finally {
    holder.kill('SIGKILL');
    await holder.exited;
    await rm(folder, { recursive: true });
  }
});
