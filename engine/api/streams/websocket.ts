import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { LARGEST_MESSAGE } from '../wire/limits.ts';

/** Answers a WebSocket handshake on a raw connection; what then comes and goes are the messages' bytes, as binary. */
export async function upgradeToWebSocket(request: IncomingMessage, connection: Duplex): Promise<Duplex> {
  // Loaded by the first client that wants it: hardly any does, and every start of the engine would wait for it.
  const { createWebSocketStream, WebSocketServer } = await import('ws');
  const handshakes = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  return await new Promise((resolve, reject) => {
    connection.once('close', () => reject(new Error('the client went away during the handshake')));
    handshakes.handleUpgrade(request, connection, Buffer.alloc(0), (socket) => {
      const stream = createWebSocketStream(socket);
      stream.on('error', () => stream.destroy());
      resolve(stream);
    });
  });
}
