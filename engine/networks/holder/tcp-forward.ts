import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Target {
  readonly address: string;
  readonly port: number;
}

/** A container on the same machine answers at once or not at all. */
const CONNECT_WITHIN_MS = 10_000;

/** A server that passes every connection on; not listening yet. */
export function tcpForward(target: Target): Server {
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  passOn(server, target);
  return server;
}

/** Makes a server that came from another process pass its connections on. */
export function passOn(server: Server, target: Target): void {
  Object.assign(server, { allowHalfOpen: true });
  server.on('connection', (client) => forward(client, target));
  // A failed accept (too many open files) concerns one client, who may try again.
  server.on('error', () => undefined);
}

/**
 * Passes bytes both ways, neither faster than the other side reads. Each end of input is passed on alone, so a client that has
 * finished asking still gets its answer; a broken side breaks the other with a reset, as without anyone between them.
 */
function forward(client: Socket, { address, port }: Target): void {
  const container = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
  const limit = setTimeout(() => container.destroy(new Error('connect timed out')), CONNECT_WITHIN_MS);
  container.once('connect', () => {
    clearTimeout(limit);
    client.pipe(container);
    container.pipe(client);
  });
  const pairs: readonly (readonly [Socket, Socket])[] = [
    [client, container],
    [container, client],
  ];
  for (const [one, other] of pairs) {
    one.on('error', () => {
      if (!other.destroyed) other.resetAndDestroy();
    });
    one.on('close', () => {
      clearTimeout(limit);
      if (!other.destroyed && !other.writableFinished) other.end();
    });
    one.setKeepAlive(true, 60_000);
  }
}
