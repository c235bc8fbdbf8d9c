import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { urlToHttpOptions } from 'node:url';
import { errnoOf, fault } from '../../base/errors.ts';
import type { Agents } from './agents.ts';
import { connectionError, StallError } from './connection-error.ts';
import type { HttpBody, HttpTimings, Send } from './request.ts';

/** Heads larger than this are an attack on our memory; Go's client allows more, registries send a few hundred bytes. */
const LARGEST_HEAD = 64 * 1024;

/** A `Send` over these connections. */
export function createSend(agents: Agents, timings: HttpTimings): Send {
  return async (request) => {
    const { url, method, body, signal } = request;
    signal?.throwIfAborted();
    const { agent, relay } = agents.for(url);
    const perform = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = perform({
      ...urlToHttpOptions(url),
      ...relay?.target,
      method,
      agent,
      headers: { 'User-Agent': 'gantry', ...request.headers, ...relay?.headers, ...lengthOf(body) },
      maxHeaderSize: LARGEST_HEAD,
      ...(signal === undefined ? {} : { signal }),
    });
    watch(sent, timings);
    try {
      return await answerTo(sent, body);
    } catch (cause) {
      sent.destroy();
      throw signal?.aborted === true ? cancelled(signal) : connectionError(request, cause);
    }
  };
}

/** What a request that was given up throws. */
export function cancelled(signal: AbortSignal): Error {
  return fault('cancelled', 'the request was given up', signal.reason);
}

function lengthOf(body: HttpBody | undefined): Record<string, string> {
  return body === undefined ? {} : { 'Content-Length': String(body.length) };
}

/** Resolves with the response's head. A server may answer, and close, before it has read the whole body. */
function answerTo(sent: ClientRequest, body: HttpBody | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let answered = false;
    sent.once('response', (response) => {
      answered = true;
      sent.setTimeout(0);
      // Who reads the body hears of it there; who does not must not end the engine.
      response.on('error', () => undefined);
      // Whoever has answered in full wants no more of the body.
      response.once('end', () => {
        if (!sent.writableFinished) sent.destroy();
      });
      resolve(response);
    });
    sent.on('error', reject);
    if (body === undefined) {
      sent.end();
      return;
    }
    pipeline(Readable.from(body.chunks, { objectMode: false }), sent).catch((error: unknown) => {
      if (answered) return;
      // The answer, or the true reason, comes in the same breath as a broken pipe.
      const isBroken = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(errnoOf(error) ?? '');
      if (!isBroken) sent.destroy();
      setTimeout(reject, isBroken ? 100 : 0, error);
    });
  });
}

function watch(sent: ClientRequest, { connectMs, answerMs }: HttpTimings): void {
  sent.once('socket', (socket) => {
    if (!socket.connecting) return;
    const give = () =>
      sent.destroy(new StallError(`no connection within ${connectMs / 1000} s: i/o timeout`));
    const timer = setTimeout(give, connectMs);
    const done = () => clearTimeout(timer);
    socket.once(sent.protocol === 'https:' ? 'secureConnect' : 'connect', done);
    socket.once('close', done);
  });
  sent.setTimeout(answerMs, () => {
    sent.destroy(new StallError(`nothing came for ${answerMs / 1000} s while awaiting headers: i/o timeout`));
  });
}
