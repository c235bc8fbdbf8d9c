import type { ExecCreateRequest, ExecInspect } from '../api/types/container.ts';
import type { ProcessConnection } from './containers.ts';
import { readOutput } from './output.ts';
import type { Transport } from './transport.ts';

/** Everything that a finished process said. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Further processes in running containers. */
export interface ExecClient {
  /** Runs a command to its end. An exit code other than 0 is an answer, not an error. */
  run(ref: string, command: readonly string[], options?: ExecCreateRequest): Promise<ExecResult>;
  create(ref: string, request: ExecCreateRequest): Promise<string>;
  /** Starts it and connects to it. */
  start(id: string, options?: { readonly tty?: boolean }): Promise<ProcessConnection>;
  inspect(id: string): Promise<ExecInspect>;
  resize(id: string, size: { readonly rows: number; readonly columns: number }): Promise<void>;
}

/** The exec part of a client. */
export function execClient(transport: Transport): ExecClient {
  const client: ExecClient = {
    async create(ref, request) {
      const path = `/containers/${encodeURIComponent(ref)}/exec`;
      return ((await transport.request('POST', path, { body: request })) as { Id: string }).Id;
    },
    async start(id, { tty = false } = {}) {
      const body = { Detach: false, Tty: tty };
      const { connection, contentType } = await transport.hijack('POST', `/exec/${id}/start`, { body });
      return { connection, output: readOutput(connection, contentType, () => tty) };
    },
    inspect: async (id) => (await transport.request('GET', `/exec/${id}/json`)) as ExecInspect,
    async resize(id, { rows, columns }) {
      await transport.request('POST', `/exec/${id}/resize`, { query: { h: rows, w: columns } });
    },
    async run(ref, command, options = {}) {
      const id = await client.create(ref, {
        AttachStdout: true,
        AttachStderr: true,
        ...options,
        Cmd: command,
      });
      const { connection, output } = await client.start(id);
      connection.end();
      const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      for await (const { stream, data } of output) said[stream].push(data);
      const { ExitCode } = await client.inspect(id);
      return {
        exitCode: ExitCode ?? -1,
        stdout: Buffer.concat(said.stdout).toString('utf8'),
        stderr: Buffer.concat(said.stderr).toString('utf8'),
      };
    },
  };
  return client;
}
