import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A user that the registry knows: `ann`, `secret` (bcrypt). */
const HTPASSWD = 'ann:$2b$04$jxBH0lxgSmVFvEwM8krzme7ob6cT3W.xvtP4EPLesZEs0PLanfesy\n';

/** A real registry (Debian's docker-registry) on this machine, in a folder of its own. */
export interface DockerRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly port: number;
}

export interface DockerRegistryOptions {
  /** Lets only `ann` with `secret` in. */
  readonly password?: boolean;
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientAuthority?: string };
}

/** Starts a registry and waits until it listens. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-registry-'));
  const port = await freePort();
  const config = join(folder, 'config.yml');
  await writeFile(join(folder, 'htpasswd'), HTPASSWD);
  await writeFile(config, JSON.stringify(configOf(folder, port, options)));
  const child = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said += text.toString();
      if (said.includes('listening on')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    ended.then(() => reject(new Error(`docker-registry ended: ${said}`)), reject);
  });
  return {
    host: `127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(folder: string, port: number, { password, tls }: DockerRegistryOptions) {
  return {
    version: '0.1',
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    ...(password === true ? { auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } } } : {}),
    http: {
      addr: `127.0.0.1:${port}`,
      ...(tls === undefined
        ? {}
        : {
            tls: {
              certificate: tls.certificate,
              key: tls.key,
              ...(tls.clientAuthority === undefined ? {} : { clientcas: [tls.clientAuthority] }),
            },
          }),
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
