import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { fault } from '../../base/errors.ts';
import { smallBody } from '../http/body.ts';
import { follow } from '../http/redirects.ts';
import type { HttpRequest, HttpTimings, Send } from '../http/request.ts';
import { errorIn } from '../registry-error.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';

/** Whom a token server shall tell that we may do what (distribution, docs/spec/auth/token.md). */
export interface TokenRequest {
  readonly realm: URL;
  readonly service: string;
  /** Such as `repository:library/busybox:pull`. */
  readonly scopes: readonly string[];
  readonly credentials: Credentials;
  /** Also ask for a token that gets further ones: `docker login` does. */
  readonly offline?: boolean;
}

export interface Token {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly refreshToken: string | undefined;
}

/** Under a minute is what servers mean that say nothing (token.md, expires_in). */
const SHORTEST_SECONDS = 60;
const LARGEST = 1024 * 1024;
const CLIENT = 'docker';

const Answer = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  issued_at: z.string().optional(),
});

/** Fetches a token. Throws `RegistryError` as the server refuses, `ConnectionError`, and `unavailable` for nonsense. */
export async function fetchToken(
  ask: TokenRequest,
  { send, timings, clock }: { readonly send: Send; readonly timings: HttpTimings; readonly clock: Clock },
  signal?: AbortSignal,
): Promise<Token> {
  const { response, request } = await follow(send, { ...asHttp(ask), signal });
  if (response.statusCode !== 200) throw await errorIn(response, request, timings);
  const body = await smallBody(response, request, { limit: LARGEST, stallMs: timings.stallMs });
  const answer = Answer.safeParse(parseJson(body));
  const token = answer.data?.token ?? answer.data?.access_token ?? '';
  if (!answer.success || token === '') {
    throw fault('unavailable', `the token server ${ask.realm.host} did not answer with a token`);
  }
  const issued = Date.parse(answer.data.issued_at ?? '');
  const seconds = Math.max(answer.data.expires_in ?? 0, SHORTEST_SECONDS);
  // A server whose clock is ahead must not make us keep a token for too long.
  const from = Number.isNaN(issued) ? clock.now() : Math.min(issued, clock.now());
  return { token, expiresAt: from + seconds * 1000, refreshToken: answer.data.refresh_token };
}

function asHttp(ask: TokenRequest): HttpRequest {
  return ask.credentials.kind === 'identity-token' ? refreshRequest(ask, ask.credentials) : getRequest(ask);
}

function getRequest({ realm, service, scopes, credentials, offline }: TokenRequest): HttpRequest {
  const url = new URL(realm);
  if (service !== '') url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  if (offline === true) {
    url.searchParams.set('offline_token', 'true');
    url.searchParams.set('client_id', CLIENT);
  }
  if (credentials.kind !== 'password') return { method: 'GET', url };
  url.searchParams.set('account', credentials.username);
  return {
    method: 'GET',
    url,
    headers: { Authorization: basicAuthorization(credentials.username, credentials.password) },
  };
}

/** RFC 6749, section 6. */
function refreshRequest(
  { realm, service, scopes }: TokenRequest,
  credentials: Extract<Credentials, { kind: 'identity-token' }>,
): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service,
    client_id: CLIENT,
    scope: scopes.join(' '),
    refresh_token: credentials.token,
  });
  const bytes = Buffer.from(form.toString());
  return {
    method: 'POST',
    url: realm,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { length: bytes.length, chunks: [bytes] },
  };
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
