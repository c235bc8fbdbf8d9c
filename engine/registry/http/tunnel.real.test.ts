import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CertificateLab, makeCertificateLab } from '../../testing/certificate-lab.ts';
import { startDockerRegistry } from '../../testing/docker-registry.ts';
import { testRegistries } from '../../testing/test-registries.ts';
import { TestRegistry } from '../../testing/test-registry.ts';

/** A proxy that knows where `registry.test` is, which nobody else does, and lets in who names himself. */
class Proxy {
  readonly seen: string[] = [];
  readonly #server = createServer((incoming, response) => {
    this.seen.push(`${incoming.method} ${incoming.url}`);
    const url = new URL(incoming.url ?? '');
    const options = { host: '127.0.0.1', port: url.port, path: url.pathname, headers: incoming.headers };
    request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });

  constructor() {
    this.#server.on('connect', (incoming: IncomingMessage, socket) => {
      this.seen.push(`CONNECT ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`.trim());
      if (incoming.headers['proxy-authorization'] === undefined) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const port = Number(incoming.url?.split(':')[1]);
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const stream of [upstream, socket]) stream.on('error', () => stream.destroy());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('through a proxy', () => {
  let proxy: Proxy;
  let address: string;
  let certificates: CertificateLab;

  beforeEach(async () => {
    proxy = new Proxy();
    address = await proxy.listen();
    certificates = await makeCertificateLab();
  });
  afterEach(async () => {
    proxy.close();
    await certificates[Symbol.asyncDispose]();
  });

  const access = { credentials: { kind: 'anonymous' }, purpose: 'pull' } as const;

  it('a registry with TLS is reached by CONNECT, its certificate checked', async () => {
    await using registry = await startDockerRegistry({ tls: certificates.server });
    const domain = `registry.test:${registry.port}`;
    const folder = await certificates.certsFor(domain, { 'ca.crt': certificates.authority });
    const through = (user: string) => ({
      DOCKER_CONFIG: '/nonexistent',
      HTTPS_PROXY: `http://${user}${address}`,
    });

    const trusted = testRegistries({ certificates: folder, env: through('me:secret@') });
    const repository = await trusted.repository({ domain, path: 'a/b' }, access);
    await expect(repository.tags()).rejects.toThrow('name unknown: repository name not known to registry');
    repository.close();
    expect(proxy.seen).toEqual([`CONNECT ${domain} Basic ${Buffer.from('me:secret').toString('base64')}`]);

    const unknown = await testRegistries({ env: through('me:secret@') }).repository(
      { domain, path: 'a/b' },
      access,
    );
    await expect(unknown.tags()).rejects.toThrow('x509: certificate signed by unknown authority');
    const stranger = await testRegistries({ env: through('') }).repository({ domain, path: 'a/b' }, access);
    await expect(stranger.tags()).rejects.toThrow(`the proxy ${address} answers 407 to CONNECT ${domain}`);
  });

  it('plain HTTP is asked for by its whole address', async () => {
    await using registry = await TestRegistry.start();
    const domain = `registry.test:${registry.host.split(':')[1]}`;
    const settings = { mirrors: [], insecure: { hosts: new Set([domain]), cidrs: [] } };
    const env = { DOCKER_CONFIG: '/nonexistent', HTTP_PROXY: address, HTTPS_PROXY: address };
    const repository = await testRegistries({ settings, env }).repository({ domain, path: 'a/b' }, access);
    expect(await repository.tags()).toEqual([]);
    expect(proxy.seen).toContain(`GET http://${domain}/v2/a/b/tags/list`);
    expect(registry.asked.at(-1)?.headers.host).toBe(domain);
  });
});
