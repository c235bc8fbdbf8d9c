import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { type ProxySettings, proxyFor } from './proxy.ts';
import { proxyCredentials, TunnelAgent } from './tunnel.ts';

/** What a connection to one registry needs. */
export type TlsSettings = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized'>;

/** How a request travels: the connections to use, and what changes when a proxy passes it on. */
interface Way {
  readonly agent: HttpAgent;
  /** A proxy for plain HTTP is asked for the whole address. */
  readonly relay?: {
    readonly target: { readonly hostname: string; readonly port: string; readonly path: string };
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** The connections kept open to one registry, and to where it redirects. */
export class Agents {
  readonly #tls: ConnectionOptions;
  readonly #proxies: ProxySettings;
  readonly #plain = new HttpAgent({ keepAlive: true, maxFreeSockets: 8 });
  readonly #secure: HttpsAgent;
  readonly #tunnels = new Map<string, TunnelAgent>();

  constructor(tls: TlsSettings, proxies: ProxySettings) {
    const { rejectUnauthorized = true, ...certificates } = tls;
    // Reading some hundred authorities takes a while, so it is done once and not for each connection.
    this.#tls = { rejectUnauthorized, secureContext: createSecureContext(certificates) };
    this.#proxies = proxies;
    this.#secure = new HttpsAgent({ ...this.#tls, keepAlive: true, maxFreeSockets: 8 });
  }

  for(url: URL): Way {
    const proxy = proxyFor(url, this.#proxies);
    if (url.protocol === 'https:') return { agent: proxy === undefined ? this.#secure : this.#tunnel(proxy) };
    if (proxy === undefined) return { agent: this.#plain };
    return {
      agent: this.#plain,
      relay: {
        target: { hostname: proxy.hostname, port: proxy.port === '' ? '80' : proxy.port, path: url.href },
        headers: { Host: url.host, ...proxyCredentials(proxy) },
      },
    };
  }

  /** Ends connections: idle ones now, those in use when they become idle. */
  close(): void {
    for (const agent of [this.#plain, this.#secure, ...this.#tunnels.values()]) {
      for (const sockets of Object.values(agent.freeSockets))
        for (const socket of sockets ?? []) socket.destroy();
      agent.on('free', (socket: Socket) => socket.destroy());
    }
  }

  #tunnel(proxy: URL): TunnelAgent {
    const tunnel = this.#tunnels.get(proxy.href) ?? new TunnelAgent(proxy, this.#tls);
    this.#tunnels.set(proxy.href, tunnel);
    return tunnel;
  }
}
