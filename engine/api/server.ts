import { setMaxListeners } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { fault, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { createDispatch, errorAnswer, logFailure } from './dispatch.ts';
import { API_VERSION } from './input/version-path.ts';
import type { Route } from './router.ts';
import { serveHttp } from './serve-http.ts';
import { serveRaw } from './serve-raw.ts';
import { Connection } from './wire/connection.ts';
import { LARGEST_HEAD, MOST_CONNECTIONS } from './wire/limits.ts';
import { listenOnSocket } from './wire/listen.ts';
import { sendRawAnswer } from './wire/send-raw.ts';

export interface ApiServer {
  /** Starts to listen on a unix socket. Throws `conflict` when somebody else listens there. */
  listen(socket: string): Promise<void>;
  /** Stops accepting, aborts what clients wait for, ends their connections, and removes the socket. Idempotent. */
  close(): Promise<void>;
}

/** How long clients get to read what was written before a stop cuts them off. */
const CLOSE_GRACE_MS = 200;

/**
 * An API server for `routes`; `version` is the engine's own. More clients than `mostConnections` are refused with 503. Connections are accepted here, pass through `Connection`,
 * and are then given to Node's HTTP server, which never listens itself.
 */
export function createApiServer(
  routes: readonly Route[],
  {
    version,
    logger,
    mostConnections = MOST_CONNECTIONS,
  }: { readonly version: string; readonly logger: Logger; readonly mostConnections?: number },
): ApiServer {
  const dispatch = createDispatch(routes, logger);
  const connections = new Set<Connection>();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // one for each request under way
  const headers = {
    'Api-Version': API_VERSION,
    'Docker-Experimental': 'false',
    Ostype: 'linux',
    Server: `Gantry/${version} (linux)`,
  };
  const contextOf = (connection: Connection) => ({
    connection,
    dispatch,
    headers,
    stopping: stopping.signal,
  });

  const http = createHttpServer({ keepAliveTimeout: 0, maxHeaderSize: LARGEST_HEAD, requestTimeout: 0 });
  http.on('request', (request, response) => {
    const connection = connectionOf(request.socket);
    serveHttp(request, response, contextOf(connection)).catch((error: unknown) =>
      logFailure(logger, request, error),
    );
  });
  http.on('upgrade', (request, socket, head) => {
    const connection = connectionOf(socket);
    if (head.length > 0) connection.unshift(head);
    serveRaw(request, contextOf(connection)).catch((error: unknown) => {
      logFailure(logger, request, error);
      connection.destroy();
    });
  });
  http.on('clientError', (error, socket) => {
    const connection = connectionOf(socket);
    if (connection.destroyed || connection.writableEnded) return;
    const refusal = errorAnswer(fault('invalid', `malformed HTTP request: ${messageOf(error)}`));
    sendRawAnswer(connection, refusal, headers).catch(() => connection.destroy());
  });

  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection(
      socket,
      (method, target) => dispatch.find(method, target)?.route.takeover,
    );
    if (connections.size >= mostConnections) {
      const refusal = errorAnswer(
        fault('unavailable', `too many open connections: this engine serves ${mostConnections} at a time`),
      );
      connection.resume();
      sendRawAnswer(connection, refusal, headers).catch(() => connection.destroy());
      return;
    }
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    http.emit('connection', connection);
  });

  return {
    listen: (socket) => listenOnSocket(listener, socket),
    async close() {
      if (stopping.signal.aborted) return;
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      stopping.abort();
      for (const connection of connections) connection.endWhenIdle();
      const timer = setTimeout(() => {
        for (const connection of connections) connection.destroy();
      }, CLOSE_GRACE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Node types what it was given as a socket of its own. */
function connectionOf(socket: unknown): Connection {
  if (socket instanceof Connection) return socket;
  throw fault('system', 'a request on a connection that was not accepted here');
}
