import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import type { DesktopApi } from '../desktop-api/desktop-api.ts';
import { DesktopError, errnoOf, messageOf } from '../desktop-error.ts';
import { holderOfPort } from '../socket-holder.ts';
import { guard, type Keys, type Verdict } from './request-guard.ts';
import { newSecret } from './secrets.ts';
import { webSocketTransport } from './websocket-transport.ts';

/** A running browser shell. */
export interface BrowserShell {
  readonly port: number;
  /** The address to open, with the token. It works as often as it is opened. */
  readonly url: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

const STREAM_PATH = '/desktop/stream';
/** Larger than anything a page may send by its credit. */
const LARGEST_MESSAGE = 2 * 1024 * 1024;

/** Serves the desktop on 127.0.0.1. Throws a sentence, naming the holder where it can, when the port is taken. */
export async function browserShell(api: DesktopApi, port: number): Promise<BrowserShell> {
  const server = createServer();
  const bound = await listen(server, port);
  const keys: Keys = { token: newSecret(), session: newSecret(), cookieName: `gantry-${bound}` };
  const answer = getRequestListener((request) => api.fetch(request), { overrideGlobalObjects: false });
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_MESSAGE,
  });

  server.on('request', (request, response) => {
    const verdict = judge(request, keys);
    if (verdict.kind === 'allow') void answer(request, response);
    else say(request, response, verdict);
  });
  server.on('upgrade', (request, socket, head) => {
    const verdict = judge(request, keys);
    if (verdict.kind === 'refuse') return hangUp(socket, verdict.status, verdict.message);
    if (verdict.kind !== 'allow' || new URL(request.url ?? '/', 'http://page').pathname !== STREAM_PATH)
      return hangUp(socket, 404, `There is no stream here, only at ${STREAM_PATH}.`);
    sockets.handleUpgrade(request, socket, head, (opened) => api.serve(webSocketTransport(opened)));
  });
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}/?token=${keys.token}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    throw await refusedPort(port, error);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function refusedPort(port: number, cause: unknown): Promise<DesktopError> {
  if (errnoOf(cause) !== 'EADDRINUSE')
    return new DesktopError(
      500,
      `Port ${port} cannot be used (${messageOf(cause)}); choose another one with --port.`,
      { cause },
    );
  const holder = await holderOfPort(port);
  const who = holder === undefined ? 'another program' : `${holder.name} (process ${holder.pid})`;
  return new DesktopError(409, `Port ${port} is taken by ${who}; choose another one with --port.`, { cause });
}

function judge(request: IncomingMessage, keys: Keys): Verdict {
  const target = request.url ?? '/';
  if (!URL.canParse(target, 'http://page') || !target.startsWith('/'))
    return { kind: 'refuse', status: 403, message: 'This is no address of Gantry.' };
  return guard({ method: request.method ?? 'GET', target, headers: request.headers }, keys);
}

function say(
  request: IncomingMessage,
  response: ServerResponse,
  verdict: Exclude<Verdict, { kind: 'allow' }>,
): void {
  const common = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  switch (verdict.kind) {
    case 'sign-in':
      response.writeHead(303, { ...common, location: verdict.location, 'set-cookie': verdict.cookie }).end();
      return;
    case 'ask-again':
      response.writeHead(200, { ...common, 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><meta http-equiv="refresh" content="0"><title>Gantry</title>');
      return;
    case 'refuse': {
      // A person in front of an empty tab reads the sentence itself; a page's code reads JSON.
      const isPerson = request.headers['sec-fetch-mode'] === 'navigate';
      const type = isPerson ? 'text/plain; charset=utf-8' : 'application/json';
      response.writeHead(verdict.status, { ...common, 'content-type': type, connection: 'close' });
      response.end(isPerson ? verdict.message : JSON.stringify({ message: verdict.message }));
    }
  }
}

function hangUp(socket: Duplex, status: number, message: string): void {
  socket.on('error', () => undefined);
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
