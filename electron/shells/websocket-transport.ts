import type { RawData, WebSocket } from 'ws';
import type { MessageTransport } from '../desktop-api/stream-channel.ts';

const PING_EVERY_MS = 30_000;

/** A stream channel over a WebSocket. A page that does not answer a ping until the next one is taken for gone. */
export function webSocketTransport(socket: WebSocket): MessageTransport {
  let answered = true;
  const pinging = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_EVERY_MS);
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('error', () => undefined); // `close` follows
  socket.once('close', () => clearInterval(pinging));
  return {
    send: (message) =>
      new Promise((resolve) => {
        // Called back too when the socket is closed; the channel learns that from `close`.
        socket.send(message, () => resolve());
      }),
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) =>
        listener(isBinary ? bytesOf(data) : bytesOf(data).toString('utf8')),
      );
    },
    onClose: (listener) => {
      socket.once('close', listener);
    },
    close: (reason) => socket.close(1008, reason.slice(0, 120)),
  };
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.concat(data);
}
