import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backends } from '../api/backends/backends.ts';
import { allRoutes } from '../api/routes.ts';
import { createApiServer } from '../api/server.ts';
import { silentLogger } from '../base/logger.ts';
import { RawClient } from './raw-client.ts';

/** An API server on a socket of its own, for one test. */
export interface TestApi extends AsyncDisposable {
  readonly socket: string;
  connect(): Promise<RawClient>;
  /** Sends one request on a new connection and answers what came back. */
  ask(method: string, path: string, body?: unknown): ReturnType<RawClient['answer']>;
  close(): Promise<void>;
}

/** Serves `backends` until disposed of. */
export async function serveApi(
  backends: Backends,
  options: { readonly mostConnections?: number } = {},
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-api-'));
  const socket = join(folder, 'gantry.sock');
  const server = createApiServer(allRoutes(backends), {
    version: '0.0.0-test',
    logger: silentLogger,
    ...options,
  });
  await server.listen(socket);
  return {
    socket,
    connect: () => RawClient.connect(socket),
    async ask(method, path, body) {
      using client = await RawClient.connect(socket);
      client.send(requestText(method, path, body));
      return await client.answer();
    },
    close: () => server.close(),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A request as text; `body` as JSON unless it is a string already. */
export function requestText(
  method: string,
  path: string,
  body?: unknown,
  headers: readonly string[] = [],
): string {
  const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: docker', ...headers];
  if (body !== undefined)
    lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`);
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}
