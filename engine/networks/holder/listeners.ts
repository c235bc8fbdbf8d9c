import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { isIPv6, type Server } from 'node:net';
import type { ListenWish } from './listen-wish.ts';
import { passOn, tcpForward } from './tcp-forward.ts';
import { passDatagramsOn } from './udp-forward.ts';

/** A socket that can be handed to another process. */
export type Handle = Server | DatagramSocket;

/** Holds ports of the host, and passes on what arrives there and the kernel did not take. */
export class Listeners {
  readonly #open = new Map<string, { readonly wish: ListenWish; readonly handle: Handle }>();

  get wishes(): readonly ListenWish[] {
    return [...this.#open.values()].map(({ wish }) => wish);
  }

  handleOf(key: string): Handle | undefined {
    return this.#open.get(key)?.handle;
  }

  /** Rejects with the kernel's error (`EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`, …), and then holds nothing. */
  async open(wish: ListenWish): Promise<void> {
    this.close(wish.key);
    const handle = wish.protocol === 'tcp' ? await listen(wish) : await bind(wish);
    this.#open.set(wish.key, { wish, handle });
  }

  /** Takes a socket over that another process opened. */
  adopt(wish: ListenWish, handle: Handle): void {
    this.close(wish.key);
    if (isServer(handle)) passOn(handle, wish);
    else passDatagramsOn(handle, wish);
    this.#open.set(wish.key, { wish, handle });
  }

  /** Nothing new is taken; TCP connections go on until their ends close them. */
  close(key: string): void {
    const held = this.#open.get(key);
    this.#open.delete(key);
    held?.handle.close();
  }
}

function isServer(handle: Handle): handle is Server {
  return 'listen' in handle;
}

async function listen(wish: ListenWish): Promise<Server> {
  const server = tcpForward(wish);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(
      { host: wish.hostIp, port: wish.hostPort, ipv6Only: true, exclusive: true, backlog: 1024 },
      () => {
        server.off('error', reject);
        resolve();
      },
    );
  });
  return server;
}

async function bind(wish: ListenWish): Promise<DatagramSocket> {
  const type = isIPv6(wish.hostIp) ? 'udp6' : 'udp4';
  const socket = createSocket({ type, ipv6Only: type === 'udp6', reuseAddr: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address: wish.hostIp, port: wish.hostPort, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve();
    });
  });
  passDatagramsOn(socket, wish);
  return socket;
}
