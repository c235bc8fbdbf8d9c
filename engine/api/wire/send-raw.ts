import { STATUS_CODES } from 'node:http';
import { fault } from '../../base/errors.ts';
import type { Answer, Session } from '../answer.ts';
import { RAW_STREAM } from '../streams/stdcopy.ts';
import type { Connection } from './connection.ts';
import { write } from './write.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Begins a session on a raw connection: `101 UPGRADED` for a client that asked for an upgrade, else a plain 200 without
 * a length, as Docker does.
 */
export function sendSessionHead(connection: Connection, session: Session, common: Headers): void {
  const head = connection.plainHijack
    ? ['HTTP/1.1 200 OK', `Content-Type: ${RAW_STREAM}`]
    : [
        'HTTP/1.1 101 UPGRADED',
        `Content-Type: ${session.contentType}`,
        'Connection: Upgrade',
        'Upgrade: tcp',
      ];
  connection.write(headText(head, common));
}

/** Sends any other answer on a raw connection, which ends with it. */
export async function sendRawAnswer(connection: Connection, answer: Answer, common: Headers): Promise<void> {
  if (answer.kind === 'session') throw fault('system', 'a session is not an answer over HTTP');
  const status = answer.kind === 'stream' ? 200 : answer.status;
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'Connection: close'];
  if (answer.kind === 'bytes') head.push(`Content-Length: ${Buffer.byteLength(answer.body)}`);
  if (answer.kind === 'empty' && status !== 204 && status !== 304) head.push('Content-Length: 0');
  connection.write(headText(head, { ...common, ...answer.headers }));
  if (answer.kind === 'bytes') connection.write(answer.body);
  if (answer.kind === 'stream') for await (const chunk of answer.chunks) await write(connection, chunk);
  connection.destroySoon();
}

function headText(lines: readonly string[], headers: Headers): string {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[...lines, ...more].join('\r\n')}\r\n\r\n`;
}
