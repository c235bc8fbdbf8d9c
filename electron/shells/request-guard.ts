import { isSecret } from './secrets.ts';

/**
 * Who may talk to the browser shell. It listens on 127.0.0.1, which every program of this machine and every page in
 * every browser on it can reach, so each request has to show:
 *
 * - a `Host` that names this machine: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused;
 * - an `Origin`, where there is one, equal to that host: pages of other origins are refused, WebSockets included.
 *   A cookie alone would not tell them apart, since cookies ignore the port (`http://127.0.0.1:8080` is "same site");
 * - the cookie that only the printed address, with its token, can set.
 */
export interface GuardedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Keys {
  /** In the printed address. */
  readonly token: string;
  /** In the cookie. */
  readonly session: string;
  readonly cookieName: string;
}

export type Verdict =
  | { readonly kind: 'allow' }
  /** The token was right: set the cookie and go to `location`, which does not hold the token any more. */
  | { readonly kind: 'sign-in'; readonly location: string; readonly cookie: string }
  /** A link on another site led here, so the browser held the cookie back: a page of ours loads again with it. */
  | { readonly kind: 'ask-again' }
  | { readonly kind: 'refuse'; readonly status: 401 | 403; readonly message: string };

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Decides about one request. Pure. */
export function guard(request: GuardedRequest, keys: Keys): Verdict {
  const host = one(request.headers['host']);
  if (host === undefined || !LOOPBACK.test(host))
    return refuse(403, `Gantry answers only under 127.0.0.1 or localhost, not under "${host ?? ''}".`);
  const origin = request.headers['origin'];
  if (origin !== undefined && one(origin)?.toLowerCase() !== `http://${host.toLowerCase()}`)
    return refuse(403, `Pages of ${one(origin) ?? 'other origins'} may not talk to Gantry.`);
  const isNavigation = one(request.headers['sec-fetch-mode']) === 'navigate' && !isData(request.target);
  const site = one(request.headers['sec-fetch-site']) ?? 'none';
  if (site !== 'none' && site !== 'same-origin' && !isNavigation)
    return refuse(403, 'Pages of other origins may not load anything from Gantry.');

  const url = new URL(request.target, 'http://page');
  const token = url.searchParams.get('token');
  if (token !== null && request.method === 'GET' && !isData(request.target)) {
    if (!isSecret(token, keys.token))
      return refuse(401, 'This address is from another start of Gantry; open the one that it printed last.');
    url.searchParams.delete('token');
    return { kind: 'sign-in', location: localPath(url), cookie: cookieOf(keys) };
  }
  if (isSecret(cookieValue(request, keys.cookieName), keys.session)) return { kind: 'allow' };
  if (isNavigation && site === 'cross-site') return { kind: 'ask-again' };
  return refuse(
    401,
    'This window has no key to Gantry; open the address that Gantry printed when it started.',
  );
}

function refuse(status: 401 | 403, message: string): Verdict {
  return { kind: 'refuse', status, message };
}

function isData(target: string): boolean {
  return /^\/(engine|desktop)(\/|$|\?)/.test(target);
}

/** Where to go without the token. `//host` would lead a browser elsewhere. */
function localPath(url: URL): string {
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}`;
}

function cookieOf({ cookieName, session }: Keys): string {
  return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
}

function cookieValue(request: GuardedRequest, name: string): string {
  const cookies = one(request.headers['cookie'])?.split(';') ?? [];
  const found = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
