import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { enginePath } from './engine-path.ts';
import { type EnginePort, requestEngine, unreachable } from './engine-port.ts';
import { headersFromEngine, registryHeaders } from './headers.ts';
import type { Opening, OpenStream, StreamSink } from './stream.ts';

const LONGEST_MESSAGE = 64 * 1024;

/** A request whose answer is long-lived: logs, stats, events, pull, build progress. */
export async function openHttp(
  engine: EnginePort,
  opening: Opening,
  signal: AbortSignal,
): Promise<OpenStream> {
  const begun = await send(engine, opening, {}, signal);
  return streamOf(begun, signal);
}

/**
 * An attach or an exec: asks for an upgrade and takes both answers that engines give, 101 and a plain 200 whose
 * connection then carries raw bytes both ways.
 */
export async function openHijack(
  engine: EnginePort,
  opening: Opening,
  signal: AbortSignal,
): Promise<OpenStream> {
  const begun = await send(engine, opening, { connection: 'Upgrade', upgrade: 'tcp' }, signal);
  const stream = await streamOf(begun, signal);
  if (stream.status >= 400) return stream;
  return {
    ...stream,
    chunks: begun.upgraded ?? begun.answer,
    sink: sinkOf(begun.upgraded ?? begun.answer.socket),
  };
}

interface Begun {
  readonly answer: IncomingMessage;
  /** The raw connection after a 101. */
  readonly upgraded?: Duplex;
}

function send(
  engine: EnginePort,
  { method, path, body, headers }: Opening,
  extra: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Begun> {
  return new Promise((resolve, reject) => {
    const content: Readonly<Record<string, string>> =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
    const asked = requestEngine(engine, {
      method,
      path: enginePath(path),
      headers: { ...registryHeaders(headers), ...content, ...extra },
    });
    const onAbort = (end: () => void) =>
      signal.aborted ? end() : signal.addEventListener('abort', end, { once: true });
    asked.on('error', (cause) => reject(unreachable(engine, cause)));
    asked.once('response', (answer) => resolve({ answer }));
    asked.once('upgrade', (answer, upgraded, head) => {
      upgraded.on('error', () => undefined); // whoever reads it is told too
      if (head.length > 0) upgraded.unshift(head);
      onAbort(() => upgraded.destroy());
      resolve({ answer, upgraded });
    });
    onAbort(() => asked.destroy());
    asked.end(body);
  });
}

async function streamOf({ answer }: Begun, signal: AbortSignal): Promise<OpenStream> {
  const status = answer.statusCode ?? 502;
  const headers = Object.fromEntries(headersFromEngine(answer.rawHeaders));
  if (status < 400) return { status, headers, chunks: answer };
  return { status, headers, chunks: [], refusal: await messageIn(answer, signal) };
}

async function messageIn(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LONGEST_MESSAGE || signal.aborted) break;
  }
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message;
  } catch {
    // No JSON, so the text itself is the message.
  }
  return text.trim() || `The engine answered ${answer.statusCode ?? 'nothing'}.`;
}

function sinkOf(socket: Duplex): StreamSink {
  return {
    write: (chunk) =>
      new Promise((resolve) => {
        // A connection that broke says so to its reader; the writer just stops waiting.
        socket.write(chunk, () => resolve());
      }),
    end: () => socket.end(),
  };
}
