import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { fault } from '../../base/errors.ts';
import type { Answer } from '../answer.ts';
import { write } from './write.ts';

/**
 * Sends an answer over HTTP. When a stream fails half way the connection is cut, so that the client sees that it is not
 * whole, and the failure is thrown.
 */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  signal: AbortSignal,
): Promise<void> {
  switch (answer.kind) {
    case 'empty':
      response.writeHead(answer.status, answer.headers).end();
      return;
    case 'bytes':
      response
        .writeHead(answer.status, { ...answer.headers, 'Content-Length': Buffer.byteLength(answer.body) })
        .end(answer.body);
      return;
    case 'stream':
      response.writeHead(answer.status, answer.headers).flushHeaders();
      await sendChunks(response, answer.chunks, signal);
      return;
    case 'session':
      throw fault('system', 'a session needs a route that takes the connection over');
  }
}

async function sendChunks(
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const stop = () => {
    if (chunks instanceof Readable) chunks.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of chunks) await write(response, chunk);
    response.end();
  } catch (error) {
    response.destroy();
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
