import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';

const LARGEST_MESSAGE = 16 * 1024 * 1024;
const handshakes = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  maxPayload: LARGEST_MESSAGE,
});

/** Answers a WebSocket handshake on a raw connection; what then comes and goes are the messages' bytes, as binary. */
export function upgradeToWebSocket(request: IncomingMessage, connection: Duplex): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    connection.once('close', () => reject(new Error('the client went away during the handshake')));
    handshakes.handleUpgrade(request, connection, Buffer.alloc(0), (socket) => {
      const stream = createWebSocketStream(socket);
      stream.on('error', () => stream.destroy());
      resolve(stream);
    });
  });
}
