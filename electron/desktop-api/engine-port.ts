import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { DesktopError, errnoOf, messageOf } from '../desktop-error.ts';

/** The way to an engine, as this folder needs it. A `Host` is one. */
export interface EnginePort {
  /** A new connection to the engine's socket; fails by an `error` event. */
  connect(): Duplex;
  status(): { readonly state: string; readonly detail: string; readonly socket: string };
}

export interface EngineRequest {
  readonly method: string;
  /** As the engine sees it: without `/engine`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Prepares a request on a connection of its own, which is closed after the answer. The caller sends it.
 *
 * We close it, not the engine: one that is told to close does so as soon as it has answered, perhaps before Node has
 * ended the request; Node then meets a closed connection (EPIPE) and drops the answer that lies in it.
 */
export function requestEngine(engine: EnginePort, { method, path, headers }: EngineRequest): ClientRequest {
  const connection = engine.connect();
  const asked = request({
    createConnection: () => connection,
    method,
    path,
    headers: { connection: 'keep-alive', ...headers },
  });
  asked.once('response', (answer) => answer.once('close', () => connection.destroy()));
  return asked;
}

/** The start of the engine's answer. Throws 503 with a sentence when the engine cannot be reached. */
export function answerOf(asked: ClientRequest, engine: EnginePort): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.on('error', (cause) => reject(unreachable(engine, cause)));
  });
}

/** What to say when the engine does not answer; its host usually knows why. */
export function unreachable(engine: EnginePort, cause: unknown): DesktopError {
  const { state, detail, socket } = engine.status();
  return new DesktopError(503, sentence(state, detail, socket, cause), { cause });
}

function sentence(state: string, detail: string, socket: string, cause: unknown): string {
  if (errnoOf(cause) === 'EACCES') return `This user may not open the engine's socket ${socket}.`;
  if (state === 'starting') return 'The engine is starting; try again in a moment.';
  if (state === 'stopped' || state === 'stopping') return 'The engine is stopped; start it to go on.';
  if (state === 'running') return `The connection to the engine was lost (${messageOf(cause)}).`;
  return detail === '' ? `No engine answers on ${socket}.` : detail;
}
