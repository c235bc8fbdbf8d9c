import { connect, type Socket } from 'node:net';

/** A client that knows nothing of HTTP: it sends bytes and looks at the bytes that come back. */
export class RawClient implements Disposable {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#chunks.push(bytes);
      this.#wake();
    });
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
    socket.on('error', () => undefined);
  }

  static async connect(path: string): Promise<RawClient> {
    const socket = connect({ path, allowHalfOpen: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new RawClient(socket);
  }

  /** Sends bytes; lines of a head are given apart. */
  send(bytes: string | Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Ends our side only. */
  end(): void {
    this.#socket.end();
  }

  /** Takes what comes up to and including `mark`. */
  async until(mark: string): Promise<string> {
    await this.#wait(() => this.#received.includes(mark), `"${mark}"`);
    return this.#take(this.#received.indexOf(mark) + mark.length).toString('latin1');
  }

  /** Takes the next `count` bytes. */
  async bytes(count: number): Promise<Buffer> {
    await this.#wait(() => this.#received.length >= count, `${count} bytes`);
    return this.#take(count);
  }

  /** Takes everything until the other side ends. */
  async rest(): Promise<Buffer> {
    await this.#wait(() => this.#ended, 'the end');
    return this.#take(this.#received.length);
  }

  /** One answer: status, headers, and the body when a length was given. */
  async answer(): Promise<{ status: number; headers: Map<string, string>; body: string }> {
    const [first = '', ...lines] = (await this.until('\r\n\r\n')).trimEnd().split('\r\n');
    const headers = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const body = await this.bytes(Number(headers.get('content-length') ?? 0));
    return { status: Number(first.split(' ')[1]), headers, body: body.toString() };
  }

  /** Stops reading, so that the other side feels back-pressure. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  /** What came and was not taken. Joined only when looked at, so that a flood stays cheap. */
  get #received(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #take(count: number): Buffer {
    const received = this.#received;
    this.#chunks = [received.subarray(count)];
    return received.subarray(0, count);
  }

  async #wait(ready: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 5000;
    while (!ready()) {
      if (this.#ended || Date.now() > deadline) {
        throw new Error(`waited for ${what}, got ${JSON.stringify(this.#received.toString('latin1'))}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
