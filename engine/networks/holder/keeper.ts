import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { errnoOf, isKind, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { type Coprocess, startCoprocess } from '../../process/coprocess.ts';
import { noteHolder } from './holder-process.ts';
import { HolderLink } from './link.ts';
import type { ListenWish } from './listen-wish.ts';
import { Listeners } from './listeners.ts';
import { whenOverdue } from './overdue.ts';

/** The holder's bundle lies beside the engine's. */
const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'holder.js');
/** To start a process takes what a container's own start needs, so it waits until that is over. */
const RAISE_AFTER_MS = 400;
const RAISE_AGAIN_MS = 10_000;
/** Nobody waits for it. */
const READY_WITHIN_MS = 20_000;
/** Whoever wants a port waits meanwhile; a holder that is loaded adopts one in a millisecond. */
const ADOPTED_WITHIN_MS = 2500;
/** The kernel frees the ports of a process that ends a moment after its connections. */
const FREED_MS = 20;
const MOST_TRIES = 10;
const MEMORY_FLAGS = ['--max-old-space-size=128', '--max-semi-space-size=1'];

/**
 * Keeps ports of the host held whatever happens to the engine: at first itself, so that nobody waits for a process to start,
 * soon in the holder, to which the open sockets are handed.
 */
export class Keeper {
  readonly #socket: string;
  readonly #log: string;
  readonly #script: string;
  readonly #logger: Logger;
  readonly #wanted = new Map<string, ListenWish>();
  readonly #local = new Listeners();
  readonly #mutex = new KeyedMutex();
  #link: HolderLink | undefined;
  #timer: NodeJS.Timeout | undefined;
  #raising: Promise<void> | undefined;
  #closed = false;

  /** `folder` exists, below the exec root. */
  constructor(folder: string, logger: Logger, script = SCRIPT) {
    this.#socket = holderSocket(folder);
    this.#log = join(folder, 'holder.log');
    this.#logger = logger;
    this.#script = script;
  }

  /** Rejects with an error that has the kernel's word as `code`, and then does not hold it. */
  async hold(wish: ListenWish): Promise<void> {
    await this.#alone(async () => {
      await this.#holdNow(wish);
      this.#wanted.set(wish.key, wish);
    });
  }

  async drop(keys: readonly string[]): Promise<void> {
    await this.#alone(async () => {
      for (const key of keys) {
        this.#wanted.delete(key);
        this.#local.close(key);
      }
      await this.#link?.drop(keys).catch(() => undefined);
    });
  }

  /**
   * At an engine's start: holds exactly these, taking over a holder that still runs with what it has. Answers those that
   * somebody else has by now.
   */
  async restore(wishes: readonly ListenWish[]): Promise<readonly ListenWish[]> {
    return await this.#alone(async () => {
      const link = await HolderLink.open(this.#socket);
      if (link !== undefined) this.#use(link);
      const listed = await link?.list().catch(() => []);
      const held = new Map(listed?.map((wish) => [wish.key, JSON.stringify(wish)]));
      const keys = new Set(wishes.map(({ key }) => key));
      await link?.drop([...held.keys()].filter((key) => !keys.has(key))).catch(() => undefined);
      const lost: ListenWish[] = [];
      for (const wish of wishes) {
        try {
          if (held.get(wish.key) !== JSON.stringify(wish)) await this.#holdNow(wish);
          this.#wanted.set(wish.key, wish);
        } catch {
          lost.push(wish);
        }
      }
      if (wishes.length === 0) await this.#quit();
      return lost;
    });
  }

  /** The engine ends: the holder goes on with all ports, or ends with us when there are none. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#wanted.size > 0 && this.#local.wishes.length > 0) await this.#raise();
    await this.#raising;
    this.#closed = true;
    await this.#alone(async () => {
      if (this.#wanted.size === 0) await this.#quit();
      else await this.#link?.leave();
      for (const { key } of this.#local.wishes) this.#local.close(key);
    });
  }

  async #holdNow(wish: ListenWish): Promise<void> {
    if (this.#link !== undefined) {
      try {
        return await this.#link.hold(wish);
      } catch (error) {
        if (!isKind(error, 'unavailable')) throw error;
        this.#link = undefined; // it ended as we asked
      }
      return await this.#takeAgain(wish);
    }
    await this.#local.open(wish);
    this.#raiseSoon();
  }

  /** Holds a port that a holder had, or was to have, which has just ended. */
  async #takeAgain(wish: ListenWish): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#local.open(wish);
        break;
      } catch (error) {
        if (errnoOf(error) !== 'EADDRINUSE' || tries >= MOST_TRIES) throw error;
        await sleep(FREED_MS);
      }
    }
    this.#raiseSoon();
  }

  async #quit(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.quit();
  }

  #raiseSoon(afterMs = RAISE_AFTER_MS): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#raise(), afterMs);
    this.#timer.unref();
  }

  /** Starts the holder and hands over what we hold ourselves. Without it we go on as we are, and try again later. */
  async #raise(): Promise<void> {
    this.#raising ??= this.#raiseNow()
      .catch((error: unknown) => {
        this.#logger.warn('the ports have no holder', { error: messageOf(error) });
        this.#raiseSoon(RAISE_AGAIN_MS);
      })
      .finally(() => {
        this.#raising = undefined;
      });
    await this.#raising;
  }

  async #raiseNow(): Promise<void> {
    if (this.#local.wishes.length === 0) return;
    const log = await open(this.#log, 'a', 0o600);
    let holder: Coprocess;
    try {
      const options = { stderr: log.fd, nodeFlags: MEMORY_FLAGS };
      holder = await startCoprocess(this.#script, [this.#socket], options);
    } finally {
      await log.close();
    }
    const mail = new Mail(holder);
    try {
      await noteHolder(this.#socket, holder.pid);
      await mail.next('ready', READY_WITHIN_MS);
      const link = await HolderLink.open(this.#socket);
      if (link === undefined) throw new Error('the holder does not answer');
      this.#use(link);
      // One at a time, so that whoever wants a port meanwhile waits for no more than one.
      while (await this.#alone(() => this.#handOver(holder, mail)));
      holder.disconnect();
    } catch (error) {
      holder.kill('SIGKILL');
      await holder.exited;
      await this.#alone(() => this.#takeBack());
      throw error;
    }
  }

  /** Hands one port over; false when there is none left. */
  async #handOver(holder: Coprocess, mail: Mail): Promise<boolean> {
    const [wish] = this.#local.wishes;
    if (wish === undefined) return false;
    const adopted = mail.next(wish.key, ADOPTED_WITHIN_MS);
    await Promise.all([adopted, holder.send({ wish }, this.#local.handleOf(wish.key))]);
    this.#local.close(wish.key);
    return true;
  }

  #use(link: HolderLink): void {
    this.#link = link;
    void link.closed.then(() => this.#lost(link));
  }

  /** The holder ended though ports are wanted (somebody killed it): they are taken again. */
  async #lost(link: HolderLink): Promise<void> {
    await this.#alone(async () => {
      if (this.#link === link) this.#link = undefined;
      if (!this.#closed && this.#link === undefined) await this.#takeBack();
    });
  }

  /** Holds again what is wanted and was in a holder that is gone. */
  async #takeBack(): Promise<void> {
    const here = new Set(this.#local.wishes.map(({ key }) => key));
    for (const wish of this.#wanted.values()) {
      if (here.has(wish.key)) continue;
      await this.#takeAgain(wish).catch((error: unknown) =>
        this.#logger.warn('a published port was lost', { port: wish.key, error: messageOf(error) }),
      );
    }
  }

  #alone<T>(section: () => Promise<T>): Promise<T> {
    return this.#mutex.run('', section);
  }
}

/** Ends the holder of an instance whose engine does not run; true when there was one. */
export async function endHolder(folder: string): Promise<boolean> {
  const link = await HolderLink.open(holderSocket(folder));
  await link?.quit();
  return link !== undefined;
}

function holderSocket(folder: string): string {
  return join(folder, 'holder.sock');
}

/** What a process sends, awaited by its text. */
class Mail {
  readonly #holder: Coprocess;
  readonly #waiting = new Map<string, () => void>();
  readonly #came = new Set<string>();

  constructor(holder: Coprocess) {
    this.#holder = holder;
    holder.onMessage((value) => {
      const text = String(value);
      this.#came.add(text);
      this.#waiting.get(text)?.();
    });
  }

  /** Rejects when the process ends first, or takes too long. */
  async next(text: string, withinMs: number): Promise<void> {
    if (this.#came.delete(text)) return;
    let callOff: (() => void) | undefined;
    try {
      await Promise.race([
        new Promise<void>((resolve) => this.#waiting.set(text, resolve)),
        this.#holder.exited.then(() => Promise.reject(new Error('the holder ended'))),
        new Promise<void>((_resolve, reject) => {
          callOff = whenOverdue(withinMs, () => reject(new Error('the holder does not answer')));
        }),
      ]);
    } finally {
      callOff?.();
      this.#waiting.delete(text);
      this.#came.delete(text);
    }
  }
}
