import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { fault, isKind } from '../../base/errors.ts';
import { type HolderProcess, holderProcess, killHolder, notedHolder } from './holder-process.ts';
import type { ListenWish } from './listen-wish.ts';
import { whenOverdue } from './overdue.ts';
import { type Ask, LineReader, PROTOCOL, type Reply } from './protocol.ts';

/** Thrown for what the kernel refused: `code` is its word. */
export class HoldError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A holder that is loaded answers in a millisecond. */
const ANSWER_WITHIN_MS = 2500;

/** The engine's end of its connection with the holder. */
export class HolderLink {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (reply: Reply | undefined) => void>();
  #number = 0;
  /** The holder's process: as was noted beside its socket, then as it told. */
  #process: HolderProcess | undefined;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket, holder: HolderProcess | undefined) {
    this.#socket = socket;
    this.#process = holder;
    const reader = new LineReader();
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      for (const value of reader.push(text)) this.#answered(value as Reply);
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        for (const answer of this.#waiting.values()) answer(undefined);
        this.#waiting.clear();
        resolve();
      });
    });
  }

  /** Connects with the holder at this path; undefined when there is none. One that speaks otherwise, or not, is ended. */
  static async open(path: string): Promise<HolderLink | undefined> {
    const noted = await notedHolder(path);
    const socket = await connectTo(path);
    if (socket === undefined) return undefined;
    const link = new HolderLink(socket, noted);
    try {
      const { protocol, pid } = await link.#ask({ ask: 'list' });
      if (pid !== undefined) link.#process = holderProcess(pid);
      if (protocol === PROTOCOL) return link;
      await link.quit();
    } catch (error) {
      if (!isKind(error, 'unavailable')) throw error; // it just ended, or was ended
    }
    return undefined;
  }

  async list(): Promise<readonly ListenWish[]> {
    return (await this.#ask({ ask: 'list' })).wishes ?? [];
  }

  /** Throws `HoldError` when the kernel refuses, `unavailable` when the holder is gone, or did not answer and was ended. */
  async hold(wish: ListenWish): Promise<void> {
    await this.#ask({ ask: 'open', wish });
  }

  async drop(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#ask({ ask: 'close', keys });
  }

  /** Ends the holder; resolves when it has let go of everything. */
  async quit(): Promise<void> {
    await this.#ask({ ask: 'quit' }).catch(() => undefined);
    await this.closed;
  }

  /** Lets the holder go on alone. */
  async leave(): Promise<void> {
    this.#socket.end();
    this.#socket.destroySoon();
    await this.closed;
  }

  async #ask(ask: Ask): Promise<Reply> {
    this.#number += 1;
    const number = this.#number;
    const reply = await new Promise<Reply | undefined>((resolve) => {
      if (this.#socket.destroyed) return resolve(undefined);
      const callOff = whenOverdue(ANSWER_WITHIN_MS, () => void this.#giveUp());
      this.#waiting.set(number, (answer) => {
        callOff();
        resolve(answer);
      });
      this.#socket.write(`${JSON.stringify({ ...ask, number })}\n`);
    });
    if (reply === undefined) throw fault('unavailable', 'the holder of the published ports is gone');
    if (reply.errno !== undefined) throw new HoldError(reply.errno, reply.message ?? reply.errno);
    return reply;
  }

  /** Ends a holder that does not answer: otherwise nobody could have its ports. It is the one that we are connected with. */
  async #giveUp(): Promise<void> {
    if (this.#process !== undefined) await killHolder(this.#process).catch(() => undefined);
    this.#socket.destroy();
  }

  #answered(reply: Reply): void {
    const answer = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    answer?.(reply);
  }
}

async function connectTo(path: string): Promise<Socket | undefined> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  if (folder === undefined) return undefined;
  try {
    return await new Promise((resolve) => {
      // A socket's address holds 108 bytes; by way of an open folder any path fits.
      const socket = connect(`/proc/self/fd/${folder.fd}/${basename(path)}`);
      socket.once('connect', () => resolve(socket));
      socket.once('error', () => resolve(undefined));
    });
  } finally {
    await folder.close();
  }
}
