import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeFrame, encodeFrame } from './data-frame.ts';
import type { ClientMessage, HostMessage } from './host-types.ts';
import { INITIAL_CREDIT } from './stream.ts';
import { StreamChannel } from './stream-channel.ts';
import type { Connect, TransportEvents } from './transport.ts';

/** A host that does nothing by itself: the test says what it answers. */
class FakeHost {
  readonly control: ClientMessage[] = [];
  readonly data: { readonly id: number; readonly payload: Uint8Array }[] = [];
  connections = 0;
  #events: TransportEvents | undefined;

  readonly connect: Connect = (events) => {
    this.connections += 1;
    this.#events = events;
    queueMicrotask(() => events.onOpen());
    return {
      send: (message) => {
        if (typeof message === 'string') this.control.push(JSON.parse(message) as ClientMessage);
        else this.data.push(decodeFrame(message) ?? { id: -1, payload: message });
      },
      close: () => events.onClose(),
    };
  };

  tell(message: HostMessage): void {
    this.#events?.onText(JSON.stringify(message));
  }

  send(id: number, payload: Uint8Array): void {
    this.#events?.onBytes(encodeFrame(id, payload));
  }

  drop(): void {
    this.#events?.onClose();
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const bytes = (text: string) => new TextEncoder().encode(text);

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += new TextDecoder().decode(chunk);
  return text;
}

describe('StreamChannel', () => {
  let host: FakeHost;
  let channel: StreamChannel;
  beforeEach(() => {
    vi.useFakeTimers();
    host = new FakeHost();
    channel = new StreamChannel(host.connect);
  });
  afterEach(() => vi.useRealTimers());

  it('opens a stream and gives its bytes until the end', async () => {
    const stream = channel.open({ path: '/engine/events' });
    const read = readAll(stream);
    await settle();
    expect(host.control).toEqual([
      { type: 'open', id: 1, kind: 'http', method: 'GET', path: '/engine/events' },
    ]);
    host.tell({ type: 'head', id: 1, status: 200, headers: {} });
    host.send(1, bytes('hello '));
    host.send(1, bytes('world'));
    host.tell({ type: 'end', id: 1 });
    await expect(stream.head).resolves.toMatchObject({ status: 200 });
    await expect(read).resolves.toBe('hello world');
  });

  it('keeps streams apart', async () => {
    const first = readAll(channel.open({ path: '/engine/a' }));
    const second = readAll(channel.open({ path: '/engine/b' }));
    await settle();
    host.send(2, bytes('b'));
    host.send(1, bytes('a'));
    host.tell({ type: 'end', id: 1 });
    host.tell({ type: 'end', id: 2 });
    await expect(Promise.all([first, second])).resolves.toEqual(['a', 'b']);
  });

  it('rejects head and iteration with the engine’s error', async () => {
    const stream = channel.open({ path: '/engine/x' });
    const read = readAll(stream);
    read.catch(() => undefined);
    await settle();
    host.tell({ type: 'head', id: 1, status: 404, headers: {} });
    host.tell({ type: 'error', id: 1, status: 404, message: 'No such container' });
    await expect(stream.head).rejects.toMatchObject({ status: 404, message: 'No such container' });
    await expect(read).rejects.toMatchObject({ status: 404 });
  });

  it('waits for credit before it writes more', async () => {
    const stream = channel.open({ kind: 'hijack', method: 'POST', path: '/engine/exec/1/start' });
    let done = false;
    const written = stream.write(new Uint8Array(INITIAL_CREDIT + 10)).then(() => {
      done = true;
    });
    await settle();
    const sent = () => host.data.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(sent()).toBe(INITIAL_CREDIT);
    expect(done).toBe(false);
    host.tell({ type: 'credit', id: 1, bytes: 10 });
    await written;
    expect(sent()).toBe(INITIAL_CREDIT + 10);
  });

  it('gives credit back only for what was read', async () => {
    const stream = channel.open({ path: '/engine/logs' });
    await settle();
    host.send(1, new Uint8Array(INITIAL_CREDIT / 2));
    await settle();
    const credits = () => host.control.filter(({ type }) => type === 'credit');
    expect(credits()).toEqual([]);
    await stream[Symbol.asyncIterator]().next();
    expect(credits()).toEqual([{ type: 'credit', id: 1, bytes: INITIAL_CREDIT / 2 }]);
  });

  it('half-closes after what was written', async () => {
    const stream = channel.open({ kind: 'hijack', method: 'POST', path: '/engine/x' });
    void stream.write(bytes('last words'));
    stream.end();
    await settle();
    expect(host.data).toHaveLength(1);
    expect(host.control.at(-1)).toEqual({ type: 'end', id: 1 });
  });

  it('cancels when the signal aborts, and takes nothing more', async () => {
    const abort = new AbortController();
    const read = readAll(channel.open({ path: '/engine/x', signal: abort.signal }));
    await settle();
    abort.abort();
    host.send(1, bytes('too late'));
    await expect(read).resolves.toBe('');
    expect(host.control.at(-1)).toEqual({ type: 'cancel', id: 1 });
  });

  it('fails every stream when the connection breaks and connects again, with ids never used before', async () => {
    const lost = readAll(channel.open({ path: '/engine/x' }));
    lost.catch(() => undefined);
    const seen: boolean[] = [];
    channel.watch((connected) => seen.push(connected));
    await settle();
    host.drop();
    await expect(lost).rejects.toMatchObject({ status: 0 });
    channel.open({ path: '/engine/y' });
    await vi.advanceTimersByTimeAsync(500);
    expect(host.connections).toBe(2);
    expect(seen).toEqual([true, false, true]);
    expect(host.control.at(-1)).toMatchObject({ type: 'open', id: 2, path: '/engine/y' });
  });
});
