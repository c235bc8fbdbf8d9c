import { watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from '../base/errors.ts';

const CHUNK = 64 * 1024;

/** Tells when a growing file will grow no more. */
export interface WriterEnd {
  /** True once the writer is gone: what is in the file then is all. */
  readonly ended: boolean;
  /** Calls back once, when it ends; the answer cancels that. */
  onEnd(callback: () => void): () => void;
}

/**
 * Reads a file from byte `from` to its end and then, with `follow`, goes on with what is appended until the writer has
 * ended and everything was given, or `signal` aborts. Pulled by the reader: a slow one costs no memory, since what it
 * has not read waits in the file. A file that does not exist counts as empty; one that is removed meanwhile is read to
 * its end.
 */
export async function* readGrowing(
  path: string,
  from: number,
  options: { readonly follow: WriterEnd | undefined; readonly signal: AbortSignal },
): AsyncGenerator<Buffer> {
  const file = await openOrUndefined(path, options.follow !== undefined);
  if (file === undefined) return;
  const bell = new Bell();
  const stops: (() => void)[] = [];
  try {
    if (options.follow !== undefined) {
      const watcher = watch(path, { persistent: false }, () => bell.ring());
      watcher.on('error', () => bell.ring());
      stops.push(() => watcher.close());
      stops.push(options.follow.onEnd(() => bell.ring()));
      const ring = () => bell.ring();
      options.signal.addEventListener('abort', ring, { once: true });
      stops.push(() => options.signal.removeEventListener('abort', ring));
    }
    let position = from;
    while (!options.signal.aborted) {
      const mayGrow = options.follow !== undefined && !options.follow.ended;
      const buffer = Buffer.allocUnsafe(CHUNK);
      const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
      if (bytesRead > 0) {
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      } else if (mayGrow) await bell.wait();
      else return;
    }
  } finally {
    for (const stop of stops) stop();
    await file.close();
  }
}

async function openOrUndefined(path: string, make: boolean): Promise<FileHandle | undefined> {
  try {
    // A follower may come before the writer: then the file is made, so that there is something to watch.
    return await open(path, make ? 'a+' : 'r', 0o600);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
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
