import type { LogOptions } from '../../api/backends/containers.ts';
import type { LogEntry } from '../../base/stdio.ts';
import { endOfOutput } from '../run-end.ts';
import type { ContainerStore } from '../store.ts';
import { readGrowing, type WriterEnd } from './follow.ts';
import { LogSplitter, nanosOf } from './format.ts';
import { BEGINNING, endOfFiles } from './log-files.ts';
import { logPath } from './log-path.ts';
import { positionOfLastLines } from './tail.ts';

/**
 * The entries of a container's log as `docker logs` selects them: the last `tail` of all streams, then those of the
 * wanted streams between `since` and `until`. With `follow` it goes on until the container has stopped for good. They come as
 * many at a time as were read at a time: of a busy log thousands, and a step of the event loop for each would leave no time
 * for anybody else.
 */
export async function* readLogs(
  store: ContainerStore,
  id: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly LogEntry[]> {
  const follow = options.follow ? endOfOutput(store, id) : undefined;
  try {
    yield* selectEntries(logPath(store, id), { ...options, follow }, signal);
  } finally {
    follow?.dispose();
  }
}

/** The same of the log at `path`, whose writer ends when `follow` says so; without, it is read to its present end. */
export async function* selectEntries(
  path: string,
  options: Omit<LogOptions, 'follow'> & { readonly follow: WriterEnd | undefined },
  signal: AbortSignal,
): AsyncGenerator<readonly LogEntry[]> {
  const { follow } = options;
  const since = options.since === undefined ? undefined : secondsToNanos(options.since);
  const until = options.until === undefined ? undefined : secondsToNanos(options.until);
  const late = until !== undefined && follow !== undefined ? abortAt(until) : undefined;
  try {
    // What is printed after the question would make more lines than were asked for.
    const to = follow !== undefined ? undefined : await endOfFiles(path);
    const from = options.tail === undefined ? BEGINNING : await positionOfLastLines(path, options.tail, to);
    const splitter = new LogSplitter();
    const signals = late === undefined ? signal : AbortSignal.any([signal, late.signal]);
    for await (const chunk of readGrowing(path, from, { follow, to, signal: signals })) {
      const entries = splitter.push(chunk);
      const end = until === undefined ? -1 : entries.findIndex(({ time }) => nanosOf(time) > until);
      const wanted = (end < 0 ? entries : entries.slice(0, end)).filter(
        ({ stream, time }) => options[stream] && (since === undefined || nanosOf(time) >= since),
      );
      if (wanted.length > 0) yield wanted;
      if (end >= 0) return;
    }
  } finally {
    late?.cancel();
  }
}

function secondsToNanos(seconds: number): bigint {
  const whole = Math.trunc(seconds);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.round((seconds - whole) * 1e9));
}

/** setTimeout holds no more than this; a later end is as good as none. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function abortAt(nanos: bigint): { readonly signal: AbortSignal; cancel(): void } {
  const controller = new AbortController();
  const left = Number(nanos / 1_000_000n) - Date.now();
  const timer = setTimeout(() => controller.abort(), Math.min(Math.max(left, 0), LONGEST_TIMER_MS));
  return { signal: controller.signal, cancel: () => clearTimeout(timer) };
}
