import { fault, isKind, messageOf } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { ContainerBackend, StopOptions } from '../backends/containers.ts';
import { parseDetachKeys } from '../input/detach-keys.ts';
import type { Query } from '../input/query.ts';
import { terminalSize } from '../input/terminal-size.ts';
import type { ApiRequest } from '../request.ts';
import type { Method, Route } from '../router.ts';
import type { ContainerWaitResponse } from '../types/container.ts';

const CONDITIONS = new Set(['not-running', 'next-exit', 'removed'] as const);
type Condition = typeof CONDITIONS extends Set<infer Value> ? Value : never;

/** What sets a container going and ends it. */
export function containerLifecycleRoutes(backend: ContainerBackend): Route[] {
  return [
    verb('start', async ({ param, query }) => {
      const detachKeys = query.text('detachKeys');
      parseDetachKeys(detachKeys);
      await backend.start(param('id'), detachKeys === undefined ? {} : { detachKeys });
    }),
    verb('stop', (request) => backend.stop(request.param('id'), howToStop(request))),
    verb('restart', (request) => backend.restart(request.param('id'), howToStop(request))),
    verb('kill', kill),
    verb('pause', ({ param }) => backend.pause(param('id'))),
    verb('unpause', ({ param }) => backend.unpause(param('id'))),
    // Docker answers 200 here, with an empty body.
    verb('resize', ({ param, query }) => backend.resize(param('id'), terminalSize(query)), 200),
    { method: 'POST', path: '/containers/:id/wait', handle: wait },
    { method: 'GET', path: '/gantry/containers/:id/runs', handle: runs },
  ];

  async function kill(request: ApiRequest): Promise<void> {
    const id = request.param('id');
    try {
      await backend.kill(id, howToStop(request));
    } catch (error) {
      if (!isKind(error, 'conflict')) throw error;
      throw fault('conflict', `cannot kill container: ${id}: ${messageOf(error)}`, error);
    }
  }

  async function runs({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.runs(param('id')));
  }

  async function wait({ param, query, signal }: ApiRequest): Promise<Answer> {
    const { ended } = await backend.wait(param('id'), conditionOf(query), signal);
    return stream('application/json', answerOf(ended));
  }
}

function verb(name: string, act: (request: ApiRequest) => Promise<void>, status = 204): Route {
  return {
    method: 'POST' satisfies Method,
    path: `/containers/:id/${name}`,
    async handle(request) {
      await act(request);
      return empty(status);
    },
  };
}

function howToStop({ query, headers }: ApiRequest): StopOptions {
  const timeout = query.integer('t');
  const signal = query.text('signal');
  const client = headers['user-agent'];
  return {
    ...(client === undefined ? {} : { client }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function conditionOf(query: Query): Condition {
  const condition = query.text('condition') ?? 'not-running';
  for (const known of CONDITIONS) if (known === condition) return known;
  throw fault('invalid', `invalid condition: "${condition}"`);
}

async function* answerOf(ended: Promise<ContainerWaitResponse>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(await ended)}\n`);
}
