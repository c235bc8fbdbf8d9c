import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as requestTls } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { fault } from '../../base/errors.ts';

/** Where a connection goes, as Node tells an agent. */
interface Target extends ConnectionOptions {
  readonly host?: string;
  readonly port?: number;
}

/** Keeps TLS connections that run through an HTTP proxy by CONNECT (RFC 9110, section 9.3.6). */
export class TunnelAgent extends HttpsAgent {
  readonly #proxy: URL;

  constructor(proxy: URL, tls: ConnectionOptions) {
    super({ ...tls, keepAlive: true });
    this.#proxy = proxy;
  }

  override createConnection(
    target: Target,
    ready?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    this.#open(target).then(
      (socket) => ready?.(null, socket),
      (error: unknown) =>
        ready?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    );
    return undefined;
  }

  async #open(target: Target): Promise<Duplex> {
    const host = target.host ?? 'localhost';
    const tunnel = await connectThrough(this.#proxy, `${host}:${target.port ?? 443}`);
    return connectTls({ ...target, host, servername: target.servername ?? host, socket: tunnel });
  }
}

/** The header that names us to a proxy whose address holds a user and a password. */
export function proxyCredentials(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function connectThrough(proxy: URL, target: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const perform = proxy.protocol === 'https:' ? requestTls : request;
    const asked: ClientRequest = perform(proxy, {
      method: 'CONNECT',
      path: target,
      headers: { Host: target, ...proxyCredentials(proxy) },
      agent: new HttpAgent(),
      ...(proxy.protocol === 'https:' ? { agent: new HttpsAgent() } : {}),
    });
    asked.once('connect', (response: IncomingMessage, socket: Socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(
        fault('unavailable', `the proxy ${proxy.host} answers ${response.statusCode} to CONNECT ${target}`),
      );
    });
    asked.once('error', (cause) => {
      reject(fault('unavailable', `the proxy ${proxy.host} cannot be reached: ${cause.message}`, cause));
    });
    asked.end();
  });
}
