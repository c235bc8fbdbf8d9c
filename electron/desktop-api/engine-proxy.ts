import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { enginePath } from './engine-path.ts';
import { answerOf, type EnginePort, requestEngine, unreachable } from './engine-port.ts';
import { headersFromEngine, headersToEngine } from './headers.ts';

/** Statuses whose answers have no body; `Response` refuses one for them. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * Passes one request to the engine and its answer back. Both bodies are streamed at the pace of their reader and never
 * collected; when the page goes away the engine's connection is closed. Throws a `DesktopError` 503 when the engine
 * cannot be reached, 400 for an address that is not the engine's.
 */
export async function proxyToEngine(engine: EnginePort, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const asked = requestEngine(engine, {
    method: request.method,
    path: enginePath(pathname + search),
    headers: headersToEngine(request.headers),
  });
  const abort = () => asked.destroy();
  request.signal.addEventListener('abort', abort, { once: true });
  if (request.signal.aborted) abort();
  const answered = answerOf(asked, engine);
  // A body that cannot be sent ends `asked`; unless the engine answered already, which is then what counts.
  sendBody(request, asked).catch(() => undefined);
  const answer = await answered;
  answer.once('close', () => request.signal.removeEventListener('abort', abort));
  return responseOf(answer, request.method, engine);
}

function sendBody(request: Request, asked: ClientRequest): Promise<void> {
  if (request.body === null || request.headers.get('content-length') === '0') {
    asked.end();
    return Promise.resolve();
  }
  return pipeline(Readable.fromWeb(request.body), asked);
}

function responseOf(answer: IncomingMessage, method: string, engine: EnginePort): Response {
  const status = answer.statusCode ?? 502;
  const headers = headersFromEngine(answer.rawHeaders);
  if (method === 'HEAD' || WITHOUT_BODY.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(bodyOf(answer, engine), { status, headers });
}

/** Reads only when the page has room for more: the high-water mark of 0 keeps the queue empty. */
function bodyOf(answer: IncomingMessage, engine: EnginePort): ReadableStream<Uint8Array> {
  const chunks = answer[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        } catch (cause) {
          controller.error(unreachable(engine, cause));
        }
      },
      cancel() {
        answer.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
