import type { Opening } from './stream.ts';

/** What the host knows of one registry's login. */
export interface KnownLogin {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  readonly identityToken: string;
}

export interface Logins {
  list(): readonly KnownLogin[];
}

export const HUB = 'docker.io';
const HUB_ADDRESS = 'https://index.docker.io/v1/';
const AUTH_HEADER = 'x-registry-auth';

/** A stream's opening with the login that its pull or push needs, unless the page gave one. */
export function withLogin(opening: Opening, logins: Logins): Opening {
  const header = loginHeader(opening.method, opening.path, logins);
  const given = Object.keys(opening.headers ?? {}).some((name) => name.toLowerCase() === AUTH_HEADER);
  return header === undefined || given
    ? opening
    : { ...opening, headers: { ...opening.headers, [AUTH_HEADER]: header } };
}

/** The same for a request. */
export function withLoginFor(request: Request, logins: Logins): Request {
  const { pathname, search } = new URL(request.url);
  const header = loginHeader(request.method, pathname + search, logins);
  if (header === undefined || request.headers.has(AUTH_HEADER)) return request;
  const headers = new Headers(request.headers);
  headers.set(AUTH_HEADER, header);
  return new Request(request, { headers });
}

function loginHeader(method: string, path: string, logins: Logins): string | undefined {
  const registry = registryIn(method, path);
  const login = logins.list().find(({ server }) => server === registry);
  return login === undefined ? undefined : encodeLogin(login);
}

/** What logs in to the registry of an image, as `X-Registry-Auth` wants it; undefined when nobody is logged in there. */
export function loginForImage(image: string, logins: Logins): string | undefined {
  const login = logins.list().find(({ server }) => server === registryOf(image));
  return login === undefined ? undefined : encodeLogin(login);
}

/** The registry that a request to the engine makes it talk to; undefined when it talks to none. */
export function registryIn(method: string, path: string): string | undefined {
  const { pathname, searchParams } = new URL(path, 'http://engine');
  const route = decodeURIComponent(pathname).replace(/^\/engine(\/v1\.\d+)?/, '');
  const from = searchParams.get('fromImage');
  if (method === 'POST' && route === '/images/create' && from !== null && from !== '')
    return registryOf(from);
  const push = /^\/images\/(.+)\/push$/.exec(route)?.[1];
  if (method === 'POST' && push !== undefined) return registryOf(push);
  const asked = /^\/distribution\/(.+)\/json$/.exec(route)?.[1];
  return method === 'GET' && asked !== undefined ? registryOf(asked) : undefined;
}

/** What stands before the first slash when it looks like a host; else Docker Hub. */
function registryOf(name: string): string {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  return /[.:]/.test(first) || first === 'localhost' ? first : HUB;
}

/** Every login, as a build wants them in `X-Registry-Config`: nobody knows before which registries it asks. */
export function registryConfig(logins: Logins): string {
  const byAddress = logins.list().map((login) => {
    const config = authConfig(login);
    return [config.serveraddress, config] as const;
  });
  return Buffer.from(JSON.stringify(Object.fromEntries(byAddress))).toString('base64url');
}

/** As the Docker API wants it in `X-Registry-Auth`. */
function encodeLogin(login: KnownLogin): string {
  return Buffer.from(JSON.stringify(authConfig(login))).toString('base64url');
}

export function authConfig({ server, username, password, identityToken }: KnownLogin) {
  const serveraddress = server === HUB ? HUB_ADDRESS : server;
  return identityToken === ''
    ? { username, password, serveraddress }
    : { identitytoken: identityToken, serveraddress };
}
