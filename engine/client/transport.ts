import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { fault, messageOf } from '../base/errors.ts';
import { errorOf } from './error-of.ts';

/** What a request may carry. Undefined query values are left out, lists are repeated. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON, or as it is when it is a stream. */
  readonly body?: object | Readable;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request, and a stream that came of it. */
  readonly signal?: AbortSignal;
}

/** Requests to an engine over its unix socket. Answers with an error status are thrown as `GantryError`s. */
export interface Transport {
  /** Sends a request and reads its JSON answer; undefined when there is none. */
  request(method: string, path: string, options?: RequestOptions): Promise<unknown>;
  /** Sends a request and gives its answer as it comes; whoever asked reads it to its end or destroys it. */
  stream(method: string, path: string, options?: RequestOptions): Promise<IncomingMessage>;
  /** Takes the connection over (`Upgrade: tcp`); the content type tells the form of what comes. */
  hijack(
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<{ readonly connection: Duplex; readonly contentType: string }>;
  /** Closes idle connections. */
  close(): void;
}

/** A transport to the engine that listens on `socketPath`. Connections are kept for further requests. */
export function createTransport(socketPath: string): Transport {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });

  function send(method: string, path: string, options: RequestOptions, headers: object): ClientRequest {
    const { body, signal } = options;
    const isStream = body !== undefined && 'pipe' in body;
    const text = body === undefined || isStream ? undefined : JSON.stringify(body);
    const request = httpRequest({
      socketPath,
      agent,
      method,
      path: withQuery(path, options.query),
      headers: {
        Host: 'gantry',
        ...(text === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
        ...(isStream ? { 'Content-Type': 'application/x-tar' } : {}),
        ...options.headers,
        ...headers,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (isStream) sendStream(request, body);
    else request.end(text);
    return request;
  }

  async function stream(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<IncomingMessage> {
    const response = await answerTo(send(method, path, options, {}), socketPath);
    const status = response.statusCode ?? 0;
    if (status >= 300) throw errorOf(status, await textOf(response));
    return response;
  }

  return {
    stream,
    async request(method, path, options) {
      const text = await textOf(await stream(method, path, options));
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    hijack(method, path, options = {}) {
      return new Promise((resolve, reject) => {
        const request = send(method, path, options, { Connection: 'Upgrade', Upgrade: 'tcp' });
        request.once('error', (cause) => reject(unreachable(socketPath, cause)));
        request.once('upgrade', (response: IncomingMessage, connection: Duplex, head: Buffer) => {
          if (head.length > 0) connection.unshift(head);
          resolve({ connection, contentType: response.headers['content-type'] ?? '' });
        });
        request.once('response', (response: IncomingMessage) => {
          textOf(response).then((text) => reject(errorOf(response.statusCode ?? 0, text)), reject);
        });
      });
    },
    close: () => agent.destroy(),
  };
}

function withQuery(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

function sendStream(request: ClientRequest, body: Readable): void {
  body.once('error', (error) => request.destroy(error));
  body.pipe(request);
}

function answerTo(request: ClientRequest, socketPath: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', (cause) => reject(unreachable(socketPath, cause)));
  });
}

function unreachable(socketPath: string, cause: Error): Error {
  if (cause.name === 'AbortError') return fault('cancelled', 'the request was aborted', cause);
  return fault('unavailable', `the engine on ${socketPath} does not answer: ${messageOf(cause)}`, cause);
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
