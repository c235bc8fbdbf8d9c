import { Hono } from 'hono';
import { z } from 'zod';
import { DesktopError } from '../desktop-error.ts';
import { json } from './answers.ts';
import type { EnginePort } from './engine-port.ts';
import { proxyToEngine } from './engine-proxy.ts';
import { authConfig, HUB, type KnownLogin } from './registry-login.ts';
import { secure } from './security-headers.ts';
import type { RegistryLogin } from './types.ts';

/** Where logins are kept. */
export interface RegistriesPort {
  list(): readonly KnownLogin[];
  put(login: KnownLogin): Promise<void>;
  remove(server: string): Promise<void>;
}

const credentialsShape = z.object({
  server: z.string().max(300),
  username: z.string().min(1).max(300),
  password: z.string().min(1).max(10_000),
});

/** `/desktop/registries`: no answer holds a password. */
export function registryRoutes(engine: EnginePort, registries: RegistriesPort): Hono {
  const routes = new Hono();
  const answer = () => secure(json(registries.list().map(shown)), 'data');
  routes.get('/', answer);
  routes.put('/', async ({ req }) => {
    const login = await credentialsIn(req.raw);
    await registries.put({ ...login, identityToken: await verify(engine, login) });
    return answer();
  });
  routes.delete('/', async ({ req }) => {
    await registries.remove(req.query('server') ?? '');
    return answer();
  });
  return routes;
}

function shown({ server, username }: KnownLogin): RegistryLogin {
  return { server, username };
}

async function credentialsIn(request: Request): Promise<KnownLogin> {
  const parsed = credentialsShape.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success) throw new DesktopError(400, 'A login needs a server, a user name and a password.');
  return { ...parsed.data, server: plainServer(parsed.data.server), identityToken: '' };
}

/** As images name it: without a scheme or a path, and Docker Hub under its own name. */
export function plainServer(text: string): string {
  const host = text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  if (/^$|^(index\.|registry-1\.|hub\.)?docker\.(io|com)$/.test(host)) return HUB;
  if (!/^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/.test(host))
    throw new DesktopError(400, `"${text}" is no registry; give a host such as registry.example.com:5000.`);
  return host;
}

/** Asks the registry, through the engine; the token that it gave in place of the password, or ''. Throws its refusal. */
async function verify(engine: EnginePort, login: KnownLogin): Promise<string> {
  const body = JSON.stringify(authConfig(login));
  const response = await proxyToEngine(
    engine,
    new Request('http://engine/engine/auth', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
    }),
  );
  const said = z
    .object({ message: z.string().optional(), IdentityToken: z.string().optional() })
    .catch({})
    .parse(await response.json().catch(() => undefined));
  if (!response.ok)
    throw new DesktopError(
      response.status,
      said.message ?? `The registry could not be asked (the engine answered ${response.status}).`,
    );
  return said.IdentityToken ?? '';
}
