import { type HostStream, runStream } from './host-stream.ts';
import type { StreamOpener } from './stream.ts';
import { decodeData, encodeData, encodeHostMessage, parseClientMessage } from './stream-protocol.ts';
import type { ClientMessage, HostMessage } from './types.ts';

/** What carries the messages of one window: a WebSocket, or a MessagePort. */
export interface MessageTransport {
  /** Strings and bytes arrive as what they are, in order. The promise, if any, resolves when the bytes are under way. */
  send(message: string | Uint8Array): Promise<void> | void;
  onMessage(listener: (message: string | Uint8Array) => void): void;
  /** The page is gone, or closed its end. Called once. */
  onClose(listener: () => void): void;
  close(reason: string): void;
}

/** Streams that one page may hold open; far above what a window shows, and a bound for what it can make us keep. */
const MOST_STREAMS = 256;

/**
 * Serves one page's streams until its transport closes; then every connection to the engine is closed too. A page that
 * breaks the protocol loses the channel, one that asks for something impossible loses only that stream.
 */
export function serveStreams(transport: MessageTransport, open: StreamOpener): void {
  const streams = new Map<number, HostStream>();
  let gone = false;

  const tell = (message: HostMessage): void => {
    if (!gone) void transport.send(encodeHostMessage(message));
  };
  const data = (id: number, chunk: Uint8Array) => (gone ? undefined : transport.send(encodeData(id, chunk)));

  function leave(): void {
    gone = true;
    for (const stream of streams.values()) stream.cancel();
    streams.clear();
  }

  function refuse(reason: string): void {
    leave();
    transport.close(reason);
  }

  function begin(opening: Extract<ClientMessage, { type: 'open' }>): void {
    const { id } = opening;
    if (streams.has(id)) return refuse(`stream ${id} is open already`);
    if (streams.size >= MOST_STREAMS)
      return tell({
        type: 'error',
        id,
        status: 0,
        message: `A window can hold ${MOST_STREAMS} streams open.`,
      });
    const stream = runStream(opening, open, { tell, data });
    streams.set(id, stream);
    void stream.done.then(() => streams.delete(id));
  }

  function control(message: ClientMessage): void {
    if (message.type === 'open') return begin(message);
    // A stream may have ended while the page's message was under way, so an unknown id is no fault.
    const stream = streams.get(message.id);
    switch (message.type) {
      case 'end':
        return stream?.receiveEnd();
      case 'credit':
        return stream?.receiveCredit(message.bytes);
      case 'cancel':
        streams.delete(message.id);
        return stream?.cancel();
    }
  }

  transport.onClose(leave);
  transport.onMessage((message) => {
    if (gone) return;
    if (typeof message === 'string') {
      const parsed = parseClientMessage(message);
      return parsed === undefined ? refuse('not a message of this channel') : control(parsed);
    }
    const frame = decodeData(message);
    return frame === undefined
      ? refuse('a data message without a stream id')
      : streams.get(frame.id)?.receive(frame.payload);
  });
}
