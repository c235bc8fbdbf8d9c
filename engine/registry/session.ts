import type { Clock } from '../base/clock.ts';
import type { Authorizer } from './auth/authorizer.ts';
import { type Endpoint, urlAt } from './endpoint.ts';
import { discard } from './http/body.ts';
import { type Followed, follow } from './http/redirects.ts';
import type { HttpRequest, HttpTimings, Send } from './http/request.ts';
import { type Patience, withRetry } from './http/retry.ts';
import { errorIn } from './registry-error.ts';

export interface SessionParts {
  readonly endpoint: Endpoint;
  readonly send: Send;
  readonly authorizer: Authorizer;
  readonly timings: HttpTimings;
  readonly patience: Patience;
  readonly clock: Clock;
}

/** Requests to one address of a registry, for one purpose: authorized, redirected, and tried again when it makes sense. */
export class Session {
  readonly endpoint: Endpoint;
  readonly timings: HttpTimings;
  readonly #parts: SessionParts;
  #greeted: Promise<void> | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.endpoint = parts.endpoint;
    this.timings = parts.timings;
  }

  /**
   * Asks `GET /v2/` whether somebody is there and what is demanded (OCI distribution-spec, end-1); answers at once when that
   * is known. Throws `ConnectionError`, or `RegistryError` when the registry is in trouble.
   */
  greet(signal?: AbortSignal): Promise<void> {
    this.#greeted ??= this.#ping(signal).catch((error: unknown) => {
      this.#greeted = undefined;
      throw error;
    });
    return this.#greeted;
  }

  /** One request, answered with one of the `expected` statuses; its body has to be read or dropped. Throws `RegistryError`. */
  async once(request: HttpRequest, expected: readonly number[]): Promise<Followed> {
    await this.greet(request.signal);
    for (let isFirst = true; ; isFirst = false) {
      const { authorizer, send, timings } = this.#parts;
      const authorization = this.#isOurs(request.url) ? await authorizer.headers(request) : {};
      const followed = await follow(send, { ...request, headers: { ...request.headers, ...authorization } });
      const { response } = followed;
      if (expected.includes(response.statusCode ?? 0)) return followed;
      const isRefusal = response.statusCode === 401 && this.#isOurs(followed.request.url);
      if (!isFirst || !isRefusal || !authorizer.renew(response, request)) {
        throw await errorIn(response, followed.request, timings);
      }
      await discard(response);
    }
  }

  /** As `once`, with as many tries as patience allows. */
  ask(request: HttpRequest, expected: readonly number[]): Promise<Followed> {
    const { patience, clock } = this.#parts;
    return withRetry(() => this.once(request, expected), { patience, clock, signal: request.signal });
  }

  /** A token that gets further tokens, where the registry's token server gives such. */
  async identityToken(signal?: AbortSignal): Promise<string | undefined> {
    await this.greet(signal);
    const url = urlAt(this.endpoint, '');
    return this.#parts.authorizer.identityToken({ method: 'GET', url, signal });
  }

  async #ping(signal: AbortSignal | undefined): Promise<void> {
    const { send, authorizer, timings } = this.#parts;
    const request: HttpRequest = { method: 'GET', url: urlAt(this.endpoint, ''), signal };
    const followed = await follow(send, request);
    const { response } = followed;
    if ((response.statusCode ?? 0) >= 500 || response.statusCode === 429) {
      throw await errorIn(response, followed.request, timings);
    }
    if (response.statusCode === 401) authorizer.learn(response);
    await discard(response);
  }

  #isOurs(url: URL): boolean {
    return url.origin === new URL(this.endpoint.base).origin;
  }
}
