import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { OVER } from '../../base/abort.ts';
import { MOST_UNDER_WAY } from './limits.ts';
import { type TakeoverOf, UpgradeRewrite } from './upgrade-rewrite.ts';

const LINGER_MS = 1000;

/**
 * One client's connection, between its socket and Node's HTTP server. It passes bytes on through `UpgradeRewrite`, with
 * back-pressure both ways, and knows what the HTTP server does not tell: that a client which ends its side is gone for
 * the requests it waits for, although their answers may still be written (a shell pipe into `nc -U` does that).
 */
export class Connection extends Duplex {
  readonly #socket: Socket;
  readonly #rewrite: UpgradeRewrite;
  readonly #gone = new AbortController();
  #busy = 0;
  /** Nothing is read until some requests are answered. */
  #held = false;
  #state: 'http' | 'ending' | 'taken' = 'http';

  constructor(socket: Socket, takeoverOf: TakeoverOf) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#rewrite = new UpgradeRewrite(takeoverOf);
    socket.on('data', (bytes: Buffer) => this.#forward(this.#rewrite.push(bytes)));
    socket.on('end', () => this.#ended());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.destroy());
    this.on('error', () => undefined);
    setMaxListeners(0, this.#gone.signal); // one for each pipelined request
    this.once('close', () => this.#gone.abort(OVER));
  }

  /** Aborts when the client has ended its side or is gone. Not for a connection that was taken over. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** True when the present request took over without an `Upgrade` header. */
  get plainHijack(): boolean {
    return this.#rewrite.plainHijack;
  }

  /** Counts a request in; its answer keeps the connection open after the client ended its side. */
  begin(): void {
    this.#busy += 1;
    if (!this.#isFull) return;
    this.#held = true;
    this.#socket.pause();
  }

  /** Counts a request out. */
  finish(): void {
    this.#busy -= 1;
    if (this.#held && !this.#isFull) {
      this.#held = false;
      this.#socket.resume();
    }
    if (this.#busy === 0 && this.#state === 'ending') this.end();
  }

  /** Ends our side as soon as no request waits for its answer, and tells those that wait. */
  endWhenIdle(): void {
    if (this.#state === 'http') this.#state = 'ending';
    this.#gone.abort(OVER);
    if (this.#busy === 0 && this.#state === 'ending') this.end();
  }

  /**
   * Ends our side once everything is written, then lets the client finish what it is writing, for a while: closing under
   * a client that still sends makes the kernel throw our answer away. Node's HTTP server calls this after a last answer.
   */
  destroySoon(): void {
    this.end();
    const linger = () => {
      this.resume();
      setTimeout(() => this.destroy(), LINGER_MS).unref();
    };
    if (this.writableFinished) linger();
    else this.once('finish', linger);
  }

  /** The connection is raw from now on: the client's end is passed on as the end of what can be read. */
  takeOver(): void {
    const ended = this.#state === 'ending';
    this.#state = 'taken';
    if (ended) this.push(null);
  }

  /** True while further requests wait unread: answers wait in memory, and so would they. */
  get #isFull(): boolean {
    return this.#state === 'http' && this.#busy >= MOST_UNDER_WAY;
  }

  #forward(pieces: readonly Buffer[]): void {
    for (const piece of pieces) if (!this.push(piece)) this.#socket.pause();
  }

  #ended(): void {
    const whole = this.#rewrite.betweenRequests;
    this.#forward(this.#rewrite.end());
    // Input of a process ends here; so does half a request, which the HTTP server refuses and gives up.
    if (this.#state === 'taken' || !whole) {
      this.push(null);
      return;
    }
    // Requests in what was just read are counted in before this runs.
    setImmediate(() => this.endWhenIdle());
  }

  override _read(): void {
    if (!this.#isFull) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
