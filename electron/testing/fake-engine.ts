import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { EnginePort } from '../desktop-api/engine-port.ts';
import { tempFolder } from './temp-folder.ts';

/** An engine on a real unix socket that answers as a test tells it to. */
export interface FakeEngine {
  readonly socket: string;
  readonly port: EnginePort;
  /** Connections that are open now. */
  connections(): number;
  /** Cuts every connection and stops listening, as a killed engine does. */
  die(): Promise<void>;
}

export interface FakeEngineAnswers {
  readonly request?: (request: IncomingMessage, response: ServerResponse) => unknown;
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Starts an engine for the running test. */
export async function fakeEngine(answers: FakeEngineAnswers = {}): Promise<FakeEngine> {
  const socket = join(await tempFolder(), 'engine.sock');
  const open = new Set<Duplex>();
  const server = createServer((request, response) => void answers.request?.(request, response));
  if (answers.upgrade !== undefined) server.on('upgrade', answers.upgrade);
  server.on('connection', (connection) => {
    open.add(connection);
    connection.on('error', () => undefined);
    connection.once('close', () => open.delete(connection));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const die = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const connection of open) connection.destroy();
    });
  onTestFinished(() => (server.listening ? die() : undefined));
  return { socket, die, connections: () => open.size, port: enginePort(socket) };
}

/** The way to whatever listens on a socket, for code that wants no more than that. */
export function enginePort(socket: string): EnginePort {
  return { connect: () => connect(socket), status: () => ({ state: 'running', detail: '', socket }) };
}

/** Writes so many bytes at the reader's pace; `written()` tells how many it got rid of so far. */
export function pour(into: NodeJS.WritableStream & { readonly destroyed?: boolean }, bytes: number) {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let written = 0;
  const more = () => {
    while (written < bytes && into.destroyed !== true) {
      written += chunk.length;
      if (!into.write(chunk)) return void into.once('drain', more);
    }
    if (written >= bytes) into.end();
  };
  more();
  return { written: () => written };
}
