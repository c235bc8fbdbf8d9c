import { setTimeout as sleep } from 'node:timers/promises';
import { isKind } from '../../base/errors.ts';
import type { OutputChunk } from '../../base/stdio.ts';
import type { EngineClient } from '../../client/client.ts';
import { LABEL } from '../labels/labels.ts';
import { Channel } from './channel.ts';
import { LastTimes } from './last-times.ts';
import { linesOf, type TimedLine } from './lines.ts';
import { ps, type ServiceContainer } from './lists.ts';

/** One line of one of a project's containers. */
export interface ProjectLine extends TimedLine {
  readonly service: string;
  /** The container's name. */
  readonly container: string;
  readonly number: number;
}

export interface LogsOptions {
  readonly services?: readonly string[];
  readonly follow?: boolean;
  /** So many of the last lines of each container. */
  readonly tail?: number;
  /** Seconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  readonly signal?: AbortSignal;
}

/**
 * `compose logs`: the lines of all of a project's containers as one log, in the order of their times. Following, it goes on
 * with each line as it comes, also of containers that start meanwhile, until the signal. It is pulled: a slow reader slows
 * the reading, and nothing piles up.
 */
export async function* logs(
  client: EngineClient,
  project: string,
  options: LogsOptions = {},
): AsyncGenerator<ProjectLine> {
  const { services = [], follow = false } = options;
  const containers = (await ps(client, project, { all: true, services })).filter(({ oneoff }) => !oneoff);
  // What is left out from the start is not told later either.
  const from = options.tail === 0 ? Date.now() / 1000 : options.since;
  const last = new Map(containers.map(({ name }) => [name, new LastTimes(from)]));
  const sources = containers.map((container) => read(client, container, { ...options, follow: false }));
  for await (const line of inOrder(sources)) {
    last.get(line.container)?.take(line);
    yield line;
  }
  if (follow) yield* followed(client, project, options, containers, last);
}

async function* followed(
  client: EngineClient,
  project: string,
  { services = [], until, signal }: LogsOptions,
  containers: readonly ServiceContainer[],
  last: Map<string, LastTimes>,
): AsyncGenerator<ProjectLine> {
  const stop = new AbortController();
  const remains = until === undefined ? Number.POSITIVE_INFINITY : until * 1000 - Date.now();
  if (remains <= 0) return;
  const ends = AbortSignal.any([
    stop.signal,
    ...(signal === undefined ? [] : [signal]),
    ...(remains > LONGEST_MS ? [] : [AbortSignal.timeout(Math.ceil(remains) + BETWEEN_MS)]),
  ]);
  const channel = new Channel<ProjectLine>();
  const reading = new Set<string>();

  /** Reads a container's log for as long as it runs, and again when it was started again meanwhile. */
  const readOn = async (container: ServiceContainer) => {
    if (reading.has(container.id)) return;
    reading.add(container.id);
    try {
      const times = last.get(container.name) ?? new LastTimes();
      last.set(container.name, times);
      do {
        const how = {
          follow: true,
          signal: ends,
          ...times.query(),
          ...(until === undefined ? {} : { until }),
        };
        const isNew = times.filter();
        for await (const line of read(client, container, how)) {
          if (!isNew(line)) continue;
          times.take(line);
          await channel.push(line);
          if (ends.aborted) return;
        }
        await sleep(BETWEEN_MS, undefined, { signal: ends });
      } while (await runs(client, container.id));
    } finally {
      reading.delete(container.id);
    }
  };
  const begin = (container: ServiceContainer) =>
    void readOn(container).catch((error: unknown) => {
      // One that was removed has no more to say.
      if (!isKind(error, 'not-found')) channel.fail(error, ends);
    });
  const watch = async () => {
    const since = Math.floor(Date.now() / 1000);
    for (const one of containers) begin(one);
    const filters = { type: ['container'], event: ['start'], label: [`${LABEL.project}=${project}`] };
    for await (const { Actor, time } of client.events({ since, filters }, ends)) {
      if (reading.has(Actor.ID)) continue;
      for (const one of await ps(client, project, { services })) {
        if (one.id !== Actor.ID) continue;
        if (!last.has(one.name)) last.set(one.name, new LastTimes(time));
        begin(one);
      }
    }
  };
  void watch().catch((error: unknown) => channel.fail(error, ends));
  try {
    yield* channel.values(ends);
  } finally {
    stop.abort();
  }
}

/** Between two readings of one container's log. */
const BETWEEN_MS = 100;

/** Timers go no further. */
const LONGEST_MS = 2 ** 31 - 1 - BETWEEN_MS;

async function runs(client: EngineClient, id: string): Promise<boolean> {
  return (await client.containers.inspect(id)).State.Running;
}

async function* read(
  client: EngineClient,
  { id, name, service, number }: ServiceContainer,
  { follow = false, tail, since, until, signal }: LogsOptions,
): AsyncGenerator<ProjectLine> {
  const query = {
    timestamps: true,
    follow,
    ...(tail === undefined ? {} : { tail }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
  const output: AsyncIterable<OutputChunk> = client.containers.logs(id, query, signal);
  for await (const line of linesOf(output)) yield { ...line, service, container: name, number };
}

/** Merges sources that are each in order, holding one line of each. */
async function* inOrder(sources: readonly AsyncGenerator<ProjectLine>[]): AsyncGenerator<ProjectLine> {
  try {
    const heads = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
    for (;;) {
      const open = heads.filter(({ head }) => head.done !== true);
      if (open.length === 0) return;
      const first = open.reduce((one, other) => (timeOf(other.head) < timeOf(one.head) ? other : one));
      if (first.head.done !== true) yield first.head.value;
      first.head = await first.source.next();
    }
  } finally {
    await Promise.allSettled(sources.map((source) => source.return(undefined)));
  }
}

function timeOf(head: IteratorResult<ProjectLine, void>): string {
  return head.done === true ? '' : head.value.time;
}
