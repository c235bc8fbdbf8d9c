import type { OutputChunk } from '../../base/stdio.ts';
import type { EngineClient } from '../../client/client.ts';
import { LABEL } from '../labels/labels.ts';
import { Channel } from './channel.ts';
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
  const last = new Map<string, string>();
  const sources = containers.map((container) => read(client, container, { ...options, follow: false }));
  for await (const line of inOrder(sources)) {
    last.set(line.container, line.time);
    yield line;
  }
  if (follow) yield* followed(client, project, options, containers, last);
}

async function* followed(
  client: EngineClient,
  project: string,
  { services = [], signal }: LogsOptions,
  containers: readonly ServiceContainer[],
  last: ReadonlyMap<string, string>,
): AsyncGenerator<ProjectLine> {
  const stop = new AbortController();
  const ends = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const channel = new Channel<ProjectLine>();
  const reading = new Set<string>();
  const begin = (container: ServiceContainer, after: string | undefined) => {
    if (reading.has(container.id)) return;
    reading.add(container.id);
    const since = after === undefined ? {} : { since: Math.floor(Date.parse(after) / 1000) };
    void pump(read(client, container, { follow: true, signal: ends, ...since }), channel, after ?? '', ends)
      .catch((error: unknown) => channel.fail(error, ends))
      .finally(() => reading.delete(container.id));
  };
  const filters = { type: ['container'], event: ['start'], label: [`${LABEL.project}=${project}`] };
  const watch = async () => {
    const since = Math.floor(Date.now() / 1000);
    for (const one of containers) begin(one, last.get(one.name));
    for await (const { Actor, time } of client.events({ since, filters }, ends)) {
      const isKnown = reading.has(Actor.ID);
      const started = isKnown ? [] : await ps(client, project, { services });
      const after = new Date(time * 1000).toISOString();
      for (const one of started.filter(({ id }) => id === Actor.ID)) begin(one, last.get(one.name) ?? after);
    }
  };
  void watch().catch((error: unknown) => channel.fail(error, ends));
  try {
    yield* channel.values(ends);
  } finally {
    stop.abort();
  }
}

async function pump(
  lines: AsyncIterable<ProjectLine>,
  channel: Channel<ProjectLine>,
  after: string,
  signal: AbortSignal,
): Promise<void> {
  for await (const line of lines) {
    if (signal.aborted) return;
    if (line.time > after) await channel.push(line);
  }
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
