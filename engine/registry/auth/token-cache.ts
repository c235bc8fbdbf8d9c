import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Token, TokenRequest } from './token-server.ts';

/** A token is renewed this many milliseconds before it ends, so that it does not end on the way. */
const MARGIN_MS = 10_000;

/** Tokens by what they were asked for; two that ask for the same at a time share one request. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, Promise<Token>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A token that holds for a while yet: the one at hand, or what `fetch` gives. Failures are not kept. */
  async get(ask: TokenRequest, fetch: () => Promise<Token>): Promise<Token> {
    const key = keyOf(ask);
    const known = this.#tokens.get(key);
    if (known !== undefined) {
      const token = await known.catch(() => undefined);
      if (token !== undefined && token.expiresAt - MARGIN_MS > this.#clock.now()) return token;
      if (this.#tokens.get(key) === known) this.#tokens.delete(key);
    }
    const renewed = this.#tokens.get(key) ?? this.#start(key, fetch);
    return renewed;
  }

  /** Forgets a token that a registry did not take. */
  forget(ask: TokenRequest): void {
    this.#tokens.delete(keyOf(ask));
  }

  #start(key: string, fetch: () => Promise<Token>): Promise<Token> {
    this.#sweep();
    const token = fetch();
    this.#tokens.set(key, token);
    token.catch(() => {
      if (this.#tokens.get(key) === token) this.#tokens.delete(key);
    });
    return token;
  }

  #sweep(): void {
    for (const [key, pending] of this.#tokens) {
      pending.then(
        (token) => {
          if (token.expiresAt <= this.#clock.now() && this.#tokens.get(key) === pending)
            this.#tokens.delete(key);
        },
        () => undefined,
      );
    }
  }
}

/** Secrets are part of what was asked, and do not lie around as keys. */
function keyOf({ realm, service, scopes, credentials, offline }: TokenRequest): string {
  const parts = JSON.stringify([realm.href, service, [...scopes].sort(), credentials, offline === true]);
  return createHash('sha256').update(parts).digest('hex');
}
