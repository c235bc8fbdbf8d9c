import { fault, isKind, messageOf } from '../../base/errors.ts';
import type { Attachment } from '../../base/stdio.ts';
import { type Answer, empty, json } from '../answer.ts';
import type { ContainerBackend } from '../backends/containers.ts';
import { parseDetachKeys } from '../input/detach-keys.ts';
import { execCreateBody, execStartBody } from '../input/exec-body.ts';
import { readJson } from '../input/json-body.ts';
import { consoleSize, terminalSize } from '../input/terminal-size.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { contentTypeOf } from './container-streams.ts';

/** Further processes in a running container. */
export function execRoutes(backend: ContainerBackend): Route[] {
  return [
    { method: 'POST', path: '/containers/:id/exec', handle: create },
    { method: 'POST', path: '/gantry/containers/:id/debug', handle: debug },
    { method: 'POST', path: '/exec/:id/start', takeover: 'hijack', handle: start },
    { method: 'POST', path: '/exec/:id/resize', handle: resize },
    { method: 'GET', path: '/exec/:id/json', handle: inspect },
  ];

  async function create(request: ApiRequest): Promise<Answer> {
    const body = (await readJson(request, execCreateBody)) ?? {};
    if ((body.Cmd ?? []).length === 0) throw fault('invalid', 'No exec command specified');
    parseDetachKeys(body.DetachKeys);
    return json(await backend.execCreate(request.param('id'), body), 201);
  }

  async function debug({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.debugShell(param('id')), 201);
  }

  async function start(request: ApiRequest): Promise<Answer> {
    const { Detach = false, Tty, ConsoleSize } = (await readJson(request, execStartBody)) ?? {};
    const id = request.param('id');
    if (Detach) {
      if (ConsoleSize !== undefined && Tty !== true) {
        throw fault('invalid', "console size is only supported when 'Tty' is enabled");
      }
      await backend.execStartDetached(id);
      return empty(200);
    }
    const { ProcessConfig, DetachKeys, OpenStdin } = await backend.execInspect(id);
    const tty = Tty ?? ProcessConfig.tty;
    const size = consoleSize(ConsoleSize);
    const options = { tty, ...(size === undefined ? {} : { consoleSize: size }) };
    const attachment = await backend
      .execStart(id, options, request.signal)
      .catch((error: unknown) => sayFailure(error, tty));
    return {
      kind: 'session',
      attachment,
      contentType: contentTypeOf(attachment.tty, request.version),
      detachKeys: attachment.tty && OpenStdin ? parseDetachKeys(DetachKeys) : undefined,
    };
  }

  async function resize({ param, query }: ApiRequest): Promise<Answer> {
    await backend.execResize(param('id'), terminalSize(query));
    return empty(200);
  }

  async function inspect({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.execInspect(param('id')));
  }
}

/**
 * A command that cannot be started (it is not there, it is not executable) is told as output, as Docker does: clients
 * show it, and find the exit code in the exec's record. Everything else is an answer with a status.
 */
function sayFailure(error: unknown, tty: boolean): Attachment {
  if (!isKind(error, 'invalid')) throw error;
  const nothing = () => undefined;
  return { tty, output: once(`${messageOf(error)}\r\n`), stdin: null, detach: nothing };
}

async function* once(message: string): AsyncGenerator<{ stream: 'stdout'; data: Buffer }> {
  yield { stream: 'stdout', data: Buffer.from(message) };
}
