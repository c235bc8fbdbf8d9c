import { EngineError } from './engine-error.ts';
import type { ClientMessage } from './host-types.ts';
import { Inbox } from './inbox.ts';
import { type EngineStream, INITIAL_CREDIT, type StreamHead } from './stream.ts';

/** What a stream needs of the channel that carries it. */
export interface Carrier {
  control(message: ClientMessage): void;
  data(id: number, payload: Uint8Array): void;
  forget(id: number): void;
}

/** Credit is given back in steps of this size: one message for many small chunks. */
const CREDIT_STEP = INITIAL_CREDIT / 4;
const PIECE = 64 * 1024;

export class ChannelStream implements EngineStream {
  readonly head: Promise<StreamHead>;
  readonly #id: number;
  readonly #carrier: Carrier;
  readonly #inbox: Inbox;
  #owed = 0;
  #credit: number = INITIAL_CREDIT;
  #creditCame: (() => void) | undefined;
  #writes: Promise<void> = Promise.resolve();
  #over = false;
  readonly #settleHead: { resolve(head: StreamHead): void; reject(error: Error): void };

  constructor(id: number, carrier: Carrier) {
    this.#id = id;
    this.#carrier = carrier;
    this.#inbox = new Inbox((bytes) => this.#giveBack(bytes));
    const { promise, resolve, reject } = withResolvers<StreamHead>();
    this.head = promise;
    this.#settleHead = { resolve, reject };
    // Who only iterates never looks at the head; its failure reaches them through the iteration.
    promise.catch(() => undefined);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#inbox[Symbol.asyncIterator]();
  }

  write(bytes: Uint8Array): Promise<void> {
    this.#writes = this.#writes.then(() => this.#send(bytes));
    return this.#writes;
  }

  end(): void {
    this.#writes = this.#writes.then(() => {
      if (!this.#over) this.#carrier.control({ type: 'end', id: this.#id });
    });
  }

  cancel(): void {
    if (this.#over) return;
    this.#carrier.control({ type: 'cancel', id: this.#id });
    this.#finish();
    this.#inbox.discard();
    this.#settleHead.reject(new EngineError(0, 'The stream was cancelled.'));
  }

  /** A refusal is followed by `error`, which carries the engine's words. */
  receiveHead(head: StreamHead): void {
    if (head.status < 400) this.#settleHead.resolve(head);
  }

  receive(payload: Uint8Array): void {
    this.#inbox.push(payload);
  }

  receiveCredit(bytes: number): void {
    this.#credit += bytes;
    this.#creditCame?.();
  }

  receiveEnd(): void {
    this.#finish();
    this.#inbox.close();
    this.#settleHead.reject(new EngineError(0, 'The stream ended before it began.'));
  }

  fail(error: EngineError): void {
    this.#finish();
    this.#inbox.close(error);
    this.#settleHead.reject(error);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length && !this.#over; ) {
      if (this.#credit <= 0) {
        await new Promise<void>((resolve) => {
          this.#creditCame = resolve;
        });
        continue;
      }
      const piece = bytes.subarray(from, from + Math.min(PIECE, this.#credit));
      this.#credit -= piece.length;
      from += piece.length;
      this.#carrier.data(this.#id, piece);
    }
  }

  #giveBack(bytes: number): void {
    this.#owed += bytes;
    if (this.#owed < CREDIT_STEP || this.#over) return;
    this.#carrier.control({ type: 'credit', id: this.#id, bytes: this.#owed });
    this.#owed = 0;
  }

  #finish(): void {
    this.#over = true;
    this.#carrier.forget(this.#id);
    this.#creditCame?.();
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
