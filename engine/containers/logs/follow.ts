import { watch } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { endOfLog, isNewest, type LogPosition, openAt, positionAfter } from './log-files.ts';

const CHUNK = 64 * 1024;

/** Tells when a growing file will grow no more. */
export interface WriterEnd {
  /** True once the writer is gone: what is in the file then is all. */
  readonly ended: boolean;
  /** Calls back once, when it ends; the answer cancels that. */
  onEnd(callback: () => void): () => void;
}

interface ReadOptions {
  readonly follow: WriterEnd | undefined;
  /** Where to end, though the log may grow meanwhile; undefined: at its end. */
  readonly to?: LogPosition | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads a log from `from` to its end and then, with `follow`, goes on with what is appended until the writer has ended
 * and everything was given, or `signal` aborts. Pulled by the reader: a slow one costs no memory, since what it has not
 * read waits in the files. A log that does not exist counts as empty; one that is removed meanwhile is read to the end of
 * its file. A reader that is slower than the rotation goes on with the oldest file that is left.
 */
export async function* readGrowing(
  path: string,
  from: LogPosition,
  options: ReadOptions,
): AsyncGenerator<Buffer> {
  if (options.follow !== undefined) await endOfLog(path);
  let next: LogPosition | undefined = from;
  while (next !== undefined && !options.signal.aborted) {
    const opened = await openAt(path, next);
    if (opened === undefined) return;
    const { file, inode, offset } = opened;
    try {
      next = yield* readOne(path, { file, inode, offset }, options);
    } finally {
      await file.close();
    }
  }
}

/** Reads one file to its end; answers where to go on, undefined when that was all. */
async function* readOne(
  path: string,
  { file, inode, offset }: { readonly file: FileHandle; readonly inode: number; readonly offset: number },
  { follow, to, signal }: ReadOptions,
): AsyncGenerator<Buffer, LogPosition | undefined> {
  const limit = to?.inode === inode ? to.offset : Number.POSITIVE_INFINITY;
  const bell = new Bell();
  const stops = follow === undefined ? [] : await ringing(path, inode, bell, follow, signal);
  try {
    let position = offset;
    let isLast = true;
    while (!signal.aborted) {
      if (position >= limit) return undefined;
      // Asked before the read: a shim that has gone on to a new file writes to the old one no more.
      const hasNewer = isLast && !(await isNewest(path, inode));
      const ended = follow === undefined || follow.ended;
      const buffer = Buffer.allocUnsafe(CHUNK);
      const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, limit - position), position);
      if (bytesRead > 0) {
        position += bytesRead;
        isLast = false;
        yield buffer.subarray(0, bytesRead);
      } else if (!isLast) isLast = true;
      else if (hasNewer) return await positionAfter(path, inode);
      else if (ended) return undefined;
      else await bell.wait();
    }
    return undefined;
  } finally {
    for (const stop of stops) stop();
  }
}

/** Has the bell ring whenever there may be more to read; answers how to stop that. */
async function ringing(
  path: string,
  inode: number,
  bell: Bell,
  follow: WriterEnd,
  signal: AbortSignal,
): Promise<(() => void)[]> {
  const ring = () => bell.ring();
  signal.addEventListener('abort', ring, { once: true });
  const stops = [() => signal.removeEventListener('abort', ring), follow.onEnd(ring)];
  // An older file grows no more. The newest is watched by its name, which it loses only to the next one.
  if (await isNewest(path, inode)) {
    try {
      const watcher = watch(path, { persistent: false }, ring);
      watcher.on('error', ring);
      stops.push(() => watcher.close());
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      ring(); // The log was removed in this moment.
    }
  }
  return stops;
}

/** Wakes one waiter; a ring before the wait is not lost. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#rung = false;
    this.#wake = undefined;
  }
}
