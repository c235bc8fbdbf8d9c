import { Lane, type LaneRules } from './lane.ts';

/** Work that tells messages on its way, and may need other work to be done first. */
export interface Job<Message> {
  /** Jobs before this one in the list. */
  readonly needs: readonly number[];
  /** Ends soon, by throwing, when the signal aborts. */
  run(signal: AbortSignal): AsyncIterable<Message>;
}

/** What waits to be told by the job whose turn it is; more, and the job waits for who listens. */
const ENOUGH = 1024 * 1024;

/** How a job is doing. */
interface Running<Message> {
  readonly job: Job<Message>;
  readonly lane: Lane<Message>;
  state: 'waiting' | 'running' | 'done';
  goOn: () => void;
}

/**
 * Does jobs side by side, each as soon as what it needs is done, at most `width` at a time. Their messages come in the order of
 * the jobs: those of the first that is not done at once, those of others when their turn comes. The first failure ends all;
 * what the failed job had told comes before it is thrown. Nothing goes on any more when this ends, however it does.
 */
export async function* sideBySide<Message>(
  jobs: readonly Job<Message>[],
  options: LaneRules<Message> & { readonly width: number; readonly signal: AbortSignal },
): AsyncGenerator<Message, void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const all = jobs.map(
    (job): Running<Message> => ({
      job,
      lane: new Lane(options),
      state: 'waiting',
      goOn: () => undefined,
    }),
  );
  const work: Promise<void>[] = [];
  let turn: Running<Message> | undefined;
  let failure: { readonly of: Running<Message>; readonly error: unknown } | undefined;
  let tell = () => undefined as void;
  const change = () =>
    new Promise<void>((resolve) => {
      tell = resolve;
    });

  const run = async (one: Running<Message>) => {
    try {
      for await (const message of one.job.run(signal)) {
        one.lane.push(message);
        tell();
        if (one === turn && one.lane.weight > ENOUGH && !signal.aborted) await room(one, signal);
      }
    } catch (error) {
      failure ??= { of: one, error };
      stop.abort();
    } finally {
      one.state = 'done';
      tell();
    }
  };
  const startReady = () => {
    for (const one of failure === undefined ? all : []) {
      const isReady = one.job.needs.every((need) => all[need]?.state === 'done');
      const isFull = all.filter(({ state }) => state === 'running').length >= options.width;
      if (one.state !== 'waiting' || !isReady || isFull) continue;
      one.state = 'running';
      work.push(run(one));
    }
  };

  try {
    for (turn of all) {
      for (;;) {
        startReady();
        const changed = change();
        yield* told(turn);
        if (failure !== undefined || (turn.state === 'done' && turn.lane.isEmpty)) break;
        if (turn.lane.isEmpty) await changed;
      }
      if (failure !== undefined) break;
    }
    if (failure === undefined) return;
    await Promise.all(work);
    yield* told(failure.of);
    throw failure.error;
  } finally {
    stop.abort();
    await Promise.all(work);
  }
}

function* told<Message>(one: Running<Message>): Generator<Message> {
  for (let message = one.lane.next(); message !== undefined; message = one.lane.next()) {
    if (one.lane.isEmpty) one.goOn();
    yield message;
  }
}

function room<Message>(one: Running<Message>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    one.goOn = done;
    signal.addEventListener('abort', done, { once: true });
  });
}
