import type { MessageTransport } from '../desktop-api/stream-channel.ts';
import { decodeData, encodeData } from '../desktop-api/stream-protocol.ts';
import type { ClientMessage, HostMessage } from '../desktop-api/types.ts';

/** The page's end of a stream channel, in memory: what a test sends, and what it got. */
export interface FakePage {
  /** The host's end. */
  readonly transport: MessageTransport;
  send(message: ClientMessage): void;
  sendText(text: string): void;
  sendData(id: number, payload: Uint8Array | string): void;
  /** Closes the channel as a page does that vanishes. */
  vanish(): void;
  readonly messages: readonly HostMessage[];
  /** The bytes that a stream has got so far. */
  received(id: number): number;
  text(id: number): string;
  /** Why the host closed the channel, if it did. */
  closedBecause(): string | undefined;
  /** From now on every byte that comes is given back as credit. */
  consume(): void;
}

export function fakePage(): FakePage {
  const messages: HostMessage[] = [];
  const data = new Map<number, { bytes: number; text: string }>();
  let toHost: (message: string | Uint8Array) => void = () => undefined;
  let closed: () => void = () => undefined;
  let reason: string | undefined;
  let consuming = false;

  function take(frame: Uint8Array): void {
    const { id, payload } = decodeData(frame) ?? { id: -1, payload: frame };
    const known = data.get(id) ?? { bytes: 0, text: '' };
    const text = known.text.length < 10_000 ? known.text + Buffer.from(payload).toString() : known.text;
    data.set(id, { bytes: known.bytes + payload.length, text });
    if (consuming) queueMicrotask(() => page.send({ type: 'credit', id, bytes: payload.length }));
  }

  const page: FakePage = {
    messages,
    transport: {
      send(message) {
        if (typeof message === 'string') messages.push(JSON.parse(message) as HostMessage);
        else take(message);
      },
      onMessage: (listener) => {
        toHost = listener;
      },
      onClose: (listener) => {
        closed = listener;
      },
      close: (why) => {
        reason = why;
      },
    },
    send: (message) => toHost(JSON.stringify(message)),
    sendText: (text) => toHost(text),
    sendData: (id, payload) =>
      toHost(encodeData(id, typeof payload === 'string' ? Buffer.from(payload) : payload)),
    vanish: () => closed(),
    received: (id) => data.get(id)?.bytes ?? 0,
    text: (id) => data.get(id)?.text ?? '',
    closedBecause: () => reason,
    consume() {
      consuming = true;
      for (const [id, { bytes }] of data) if (bytes > 0) page.send({ type: 'credit', id, bytes });
    },
  };
  return page;
}
