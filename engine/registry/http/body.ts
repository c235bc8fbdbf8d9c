import type { IncomingMessage } from 'node:http';
import { fault } from '../../base/errors.ts';
import { connectionError, StallError } from './connection-error.ts';
import type { HttpRequest } from './request.ts';

type Asked = Pick<HttpRequest, 'method' | 'url' | 'signal'>;

/**
 * The bytes of a response. Waiting for a slow reader counts as nothing; waiting `stallMs` milliseconds for the other side is
 * a broken connection. Throws `ConnectionError`, or `cancelled` when the request's signal aborts.
 */
export async function* bytesOf(
  response: IncomingMessage,
  request: Asked,
  stallMs: number,
): AsyncGenerator<Buffer> {
  const chunks = (response as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const give = () => response.destroy(new StallError(`no byte came for ${stallMs / 1000} s: i/o timeout`));
  try {
    for (;;) {
      const timer = setTimeout(give, stallMs);
      try {
        const next = await chunks.next();
        if (next.done === true) return;
        clearTimeout(timer);
        yield next.value;
      } finally {
        clearTimeout(timer);
      }
    }
  } catch (cause) {
    if (request.signal?.aborted === true) throw fault('cancelled', 'the download was given up', cause);
    throw connectionError(request, cause);
  } finally {
    // Of a body that was not read to its end nothing can be used again, the connection included. That all of it has come is
    // not enough: aborting the request later would be an error that nobody listens for.
    if (!response.readableEnded) response.destroy();
  }
}

/** A body of at most `limit` bytes; undefined when it has more. */
export async function smallBody(
  response: IncomingMessage,
  request: Asked,
  options: { readonly limit: number; readonly stallMs: number },
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(response, request, options.stallMs)) {
    size += chunk.length;
    if (size > options.limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Milliseconds and bytes that a connection is worth which can be used again. */
const WORTH = { ms: 1000, bytes: 64 * 1024 };

/** Lets go of a body that nobody wants. Resolves when the connection is free for the next request, or gone. */
export async function discard(response: IncomingMessage): Promise<void> {
  const isShort = Number(response.headers['content-length'] ?? 0) <= WORTH.bytes;
  if (!isShort) response.destroy();
  if (response.readableEnded || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => response.destroy(), WORTH.ms);
    response.on('error', () => undefined);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    response.resume();
  });
}
