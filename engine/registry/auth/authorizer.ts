import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { fault } from '../../base/errors.ts';
import { redactedUrl } from '../http/redact.ts';
import type { HttpRequest, HttpTimings, Send } from '../http/request.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';
import type { TokenCache } from './token-cache.ts';
import { fetchToken, type Token, type TokenRequest } from './token-server.ts';

export interface AuthorizerParts {
  readonly credentials: Credentials;
  /** What the requests are for, such as `repository:library/busybox:pull`. */
  readonly scopes: readonly string[];
  readonly tokens: TokenCache;
  readonly send: Send;
  readonly timings: HttpTimings;
  readonly clock: Clock;
}

/**
 * Answers one registry's challenge (OCI distribution-spec refers to docs/spec/auth/token.md of distribution). It learns the
 * challenge from a response, usually that of `GET /v2/`, and then gives every request its `Authorization`.
 */
export class Authorizer {
  readonly #parts: AuthorizerParts;
  #challenge: Challenge | undefined;

  constructor(parts: AuthorizerParts) {
    this.#parts = parts;
  }

  /** Takes note of what a response demands; true when that is something we can answer. */
  learn(response: IncomingMessage): boolean {
    const offered = parseChallenges(response.headers['www-authenticate'] ?? '');
    const challenge =
      offered.find(({ scheme }) => scheme === 'bearer') ?? offered.find(({ scheme }) => scheme === 'basic');
    if (challenge === undefined) return false;
    this.#challenge = challenge;
    return true;
  }

  /**
   * The headers that let `request` in; none while nothing was demanded. Throws `unauthorized` when a user and password are
   * demanded that nobody gave, and what the token server answers.
   */
  async headers(request: Pick<HttpRequest, 'method' | 'url' | 'signal'>): Promise<Record<string, string>> {
    const challenge = this.#challenge;
    const { credentials } = this.#parts;
    if (credentials.kind === 'registry-token') return { Authorization: `Bearer ${credentials.token}` };
    if (challenge === undefined) return {};
    if (challenge.scheme === 'bearer') {
      const { token } = await this.#token(challenge, request);
      return { Authorization: `Bearer ${token}` };
    }
    if (credentials.kind !== 'password') throw noCredentials(request);
    return { Authorization: basicAuthorization(credentials.username, credentials.password) };
  }

  /** After a refusal: forgets the token that was refused. True when there was one, so that another try makes sense. */
  renew(response: IncomingMessage, request: Pick<HttpRequest, 'url'>): boolean {
    const before = this.#challenge;
    if (before?.scheme === 'bearer') this.#parts.tokens.forget(this.#ask(before, request.url));
    return this.learn(response) && (before === undefined || before.scheme === 'bearer');
  }

  /** A token that gets further tokens, for a server that gives such; undefined for others. */
  async identityToken(request: Pick<HttpRequest, 'method' | 'url' | 'signal'>): Promise<string | undefined> {
    const challenge = this.#challenge;
    if (challenge?.scheme !== 'bearer' || this.#parts.credentials.kind !== 'password') return undefined;
    const ask = { ...this.#ask(challenge, request.url), offline: true };
    const token = await this.#parts.tokens.get(ask, () => fetchToken(ask, this.#parts, request.signal));
    return token.refreshToken;
  }

  #token(challenge: Challenge, request: Pick<HttpRequest, 'url' | 'signal'>): Promise<Token> {
    const ask = this.#ask(challenge, request.url);
    // Others may wait for the same token, so one who leaves does not end the request for it.
    return this.#parts.tokens.get(ask, () => fetchToken(ask, this.#parts));
  }

  #ask({ parameters }: Challenge, url: URL): TokenRequest {
    const { scopes, credentials } = this.#parts;
    return {
      realm: realmOf(parameters.get('realm') ?? '', url, credentials),
      service: parameters.get('service') ?? '',
      scopes: scopes.length > 0 ? scopes : scopesIn(parameters),
      credentials,
    };
  }
}

function scopesIn(parameters: ReadonlyMap<string, string>): readonly string[] {
  const scope = parameters.get('scope');
  return scope === undefined || scope === '' ? [] : [scope];
}

/** A secret that came over TLS does not leave in the clear. */
function realmOf(text: string, registry: URL, credentials: Credentials): URL {
  if (!URL.canParse(text, registry.href)) {
    throw fault('unavailable', `the registry ${registry.host} names no token server: realm="${text}"`);
  }
  const realm = new URL(text, registry);
  if (registry.protocol === 'https:' && realm.protocol !== 'https:' && credentials.kind !== 'anonymous') {
    throw fault(
      'forbidden',
      `the registry ${registry.host} wants its password sent in the clear to ${realm.host}`,
    );
  }
  return realm;
}

function noCredentials({ method, url }: Pick<HttpRequest, 'method' | 'url'>): Error {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return fault('unauthorized', `${verb} "${redactedUrl(url)}": no basic auth credentials`);
}
