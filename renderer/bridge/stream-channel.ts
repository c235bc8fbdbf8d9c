import { backoff } from './backoff.ts';
import { type Carrier, ChannelStream } from './channel-stream.ts';
import { decodeFrame, encodeFrame } from './data-frame.ts';
import { EngineError } from './engine-error.ts';
import type { ClientMessage, HostMessage } from './host-types.ts';
import type { EngineStream, OpenOptions } from './stream.ts';
import type { Connect, Transport } from './transport.ts';

/**
 * The window's one channel to the host, carrying many streams. When it breaks, every stream on it fails with status 0
 * and a new one is made with back-off; whoever wants a stream again opens it again (see `keepOpen`).
 */
export class StreamChannel implements Carrier {
  readonly #connect: Connect;
  readonly #streams = new Map<number, ChannelStream>();
  readonly #watchers = new Set<(connected: boolean) => void>();
  #transport: Transport | undefined;
  #connected = false;
  #waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  #nextId = 1;
  #failures = 0;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  get connected(): boolean {
    return this.#connected;
  }

  watch(watcher: (connected: boolean) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  open({ kind = 'http', method = 'GET', path, body, signal }: OpenOptions): EngineStream {
    const id = this.#nextId++;
    const stream = new ChannelStream(id, this);
    this.#streams.set(id, stream);
    this.#ensureTransport();
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    this.control({ type: 'open', id, kind, method, path, ...text });
    if (signal?.aborted === true) stream.cancel();
    signal?.addEventListener('abort', () => stream.cancel(), { once: true });
    return stream;
  }

  control(message: ClientMessage): void {
    this.#post(JSON.stringify(message));
  }

  data(id: number, payload: Uint8Array): void {
    this.#post(encodeFrame(id, payload));
  }

  forget(id: number): void {
    this.#streams.delete(id);
  }

  #post(message: string | Uint8Array<ArrayBuffer>): void {
    if (this.#connected) this.#transport?.send(message);
    else this.#waiting.push(message);
  }

  #ensureTransport(): void {
    if (this.#transport !== undefined) return;
    this.#transport = this.#connect({
      onOpen: () => this.#opened(),
      onText: (text) => this.#control(JSON.parse(text) as HostMessage),
      onBytes: (bytes) => {
        const frame = decodeFrame(bytes);
        if (frame !== undefined) this.#streams.get(frame.id)?.receive(frame.payload);
      },
      onClose: () => this.#closed(),
    });
  }

  #opened(): void {
    this.#connected = true;
    this.#failures = 0;
    for (const message of this.#waiting.splice(0)) this.#transport?.send(message);
    for (const watcher of this.#watchers) watcher(true);
  }

  #closed(): void {
    this.#connected = false;
    this.#waiting = [];
    const error = new EngineError(0, 'The connection to Gantry’s desktop host was lost.');
    for (const stream of this.#streams.values()) stream.fail(error);
    for (const watcher of this.#watchers) watcher(false);
    setTimeout(
      () => {
        this.#transport = undefined;
        this.#ensureTransport();
      },
      backoff(this.#failures++),
    );
  }

  #control(message: HostMessage): void {
    const stream = this.#streams.get(message.id);
    switch (message.type) {
      case 'head':
        return stream?.receiveHead({ status: message.status, headers: message.headers });
      case 'end':
        return stream?.receiveEnd();
      case 'error':
        return stream?.fail(new EngineError(message.status, message.message));
      case 'credit':
        return stream?.receiveCredit(message.bytes);
    }
  }
}
