import { fault } from '../../base/errors.ts';
import { type Answer, json, type Session, stream } from '../answer.ts';
import type { AttachOptions, ContainerBackend } from '../backends/containers.ts';
import { parseDetachKeys } from '../input/detach-keys.ts';
import { logOptions } from '../input/log-options.ts';
import { type ApiVersion, atLeast } from '../input/version-path.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { jsonLines } from '../streams/json-lines.ts';
import { logBytes } from '../streams/log-bytes.ts';
import { MULTIPLEXED_STREAM, RAW_STREAM } from '../streams/stdcopy.ts';
import type { ContainerStats } from '../types/container.ts';

/** What a container prints, takes and uses, as it happens. */
export function containerStreamRoutes(backend: ContainerBackend): Route[] {
  return [
    { method: 'GET', path: '/containers/:id/logs', handle: logs },
    { method: 'GET', path: '/containers/:id/stats', handle: stats },
    { method: 'POST', path: '/containers/:id/attach', takeover: 'hijack', handle: attach },
    { method: 'GET', path: '/containers/:id/attach/ws', takeover: 'websocket', handle: attachByWebSocket },
  ];

  async function logs({ param, query, version, signal }: ApiRequest): Promise<Answer> {
    const { tty, details, entries } = await backend.logs(param('id'), logOptions(query), signal);
    const chunks = logBytes(entries, {
      tty,
      timestamps: query.flag('timestamps'),
      details: query.flag('details') ? (details ?? {}) : undefined,
    });
    return stream(contentTypeOf(tty, version), chunks);
  }

  async function stats({ param, query, signal }: ApiRequest): Promise<Answer> {
    const options = { stream: query.flag('stream', true), oneShot: query.flag('one-shot') };
    if (options.stream && options.oneShot) {
      throw fault('invalid', 'cannot have stream=true and one-shot=true');
    }
    const messages = await backend.stats(param('id'), options, signal);
    // A single message may still be refused with a status; a stream has its header out by then.
    return options.stream ? stream('application/json', jsonLines(messages)) : json(await firstOf(messages));
  }

  async function attachByWebSocket(request: ApiRequest): Promise<Session> {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      throw fault('invalid', 'not websocket protocol: the handshake has no Upgrade: websocket');
    }
    return await attach(request);
  }

  async function attach({ param, query, version, signal }: ApiRequest): Promise<Session> {
    const keys = parseDetachKeys(query.text('detachKeys'));
    const options: AttachOptions = {
      logs: query.flag('logs'),
      stream: query.flag('stream'),
      stdin: query.flag('stdin'),
      stdout: query.flag('stdout'),
      stderr: query.flag('stderr'),
    };
    const attachment = await backend.attach(param('id'), options, signal);
    return {
      kind: 'session',
      attachment,
      contentType: contentTypeOf(attachment.tty, version),
      detachKeys: attachment.tty && options.stdin ? keys : undefined,
    };
  }
}

/** Clients before 1.42 know one name for both forms. */
export function contentTypeOf(tty: boolean, version: ApiVersion): string {
  return !tty && atLeast(version, '1.42') ? MULTIPLEXED_STREAM : RAW_STREAM;
}

async function firstOf(messages: AsyncIterable<ContainerStats>): Promise<ContainerStats> {
  for await (const message of messages) return message;
  throw fault('system', 'no statistics came');
}
