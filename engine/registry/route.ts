import { errnoOf, fault, kindOf, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { ConnectionError } from './http/connection-error.ts';
import type { Session } from './session.ts';

/**
 * The addresses of one registry, best first. A mirror that lacks something or fails gives way to the next one; HTTPS gives
 * way to plain HTTP only when it cannot be spoken at all. What cannot be reached is not asked a second time.
 */
export class Route {
  readonly #sessions: readonly Session[];
  readonly #logger: Logger;
  readonly #dead = new Set<Session>();

  constructor(sessions: readonly Session[], logger: Logger) {
    this.#sessions = sessions;
    this.#logger = logger;
  }

  /** Runs `work` with the first session that can do it; throws the error of the last one tried. */
  async through<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const open = this.#sessions.filter((session) => !this.#dead.has(session));
    for (const session of open.slice(0, -1)) {
      try {
        await session.greet(signal);
      } catch (error) {
        this.#leave(session, error);
        this.#dead.add(session);
        continue;
      }
      // A registry that was greeted over HTTPS is never asked over plain HTTP.
      if (!session.endpoint.isMirror) return work(session);
      try {
        return await work(session);
      } catch (error) {
        this.#leave(session, error);
        if (error instanceof ConnectionError) this.#dead.add(session);
      }
    }
    const last = open.at(-1);
    if (last === undefined) throw fault('system', 'a registry has no address');
    return work(last);
  }

  /** What the caller gave up is not tried elsewhere, nor a server by plain HTTP that speaks TLS and refuses us in it. */
  #leave(session: Session, error: unknown): void {
    const isAlert = error instanceof ConnectionError && errnoOf(error.cause)?.includes('_ALERT_') === true;
    if (kindOf(error) === 'cancelled' || (isAlert && !session.endpoint.isMirror)) throw error;
    this.#logger.debug('trying the next address of a registry', {
      left: session.endpoint.base,
      error: messageOf(error),
    });
  }
}
