import type { Digest } from '../base/digest.ts';
import { fault, GantryError } from '../base/errors.ts';
import { Gate } from '../base/gate.ts';

/** One who waits for a blob. */
export interface Waiter {
  /** Told when others have to end first. */
  readonly onWait: () => void;
  /** Told how many bytes are there. */
  readonly onBytes: (bytes: number) => void;
  /** Gives up waiting; the download ends when nobody waits any more. */
  readonly signal: AbortSignal;
}

/** A download that goes on. */
interface Download {
  readonly done: Promise<void>;
  readonly waiters: Set<Waiter>;
  readonly stop: AbortController;
}

/** As many as dockerd (max-concurrent-downloads). */
const SIDE_BY_SIDE = 3;

/** Downloads of blobs, a few at a time; those who want the same one at the same time share it. */
export class Downloads {
  readonly #gate = new Gate(SIDE_BY_SIDE);
  readonly #running = new Map<Digest, Download>();

  /**
   * Resolves when the blob has been stored by `fetch`, ours or that of whoever came first. Throws what `fetch` threw, or
   * `cancelled`.
   */
  async get(
    digest: Digest,
    fetch: (onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<void>,
    waiter: Waiter,
  ): Promise<void> {
    const download = this.#running.get(digest) ?? this.#start(digest, fetch);
    download.waiters.add(waiter);
    try {
      await unlessGivenUp(download.done, waiter.signal);
    } finally {
      download.waiters.delete(waiter);
      if (download.waiters.size === 0) {
        // Whoever comes now starts anew; what is half done is cleared away before we go.
        if (this.#running.get(digest) === download) this.#running.delete(digest);
        download.stop.abort();
        await download.done.catch(() => undefined);
      }
    }
  }

  #start(
    digest: Digest,
    fetch: (onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<void>,
  ): Download {
    const stop = new AbortController();
    const waiters = new Set<Waiter>();
    const onBytes = (bytes: number) => {
      for (const waiter of waiters) waiter.onBytes(bytes);
    };
    const onWait = () => {
      for (const waiter of waiters) waiter.onWait();
    };
    // In the next turn, when the first waiter listens.
    const done = Promise.resolve()
      .then(() => this.#gate.run(() => fetch(onBytes, stop.signal), { signal: stop.signal, onWait }))
      .finally(() => {
        if (this.#running.get(digest) === download) this.#running.delete(digest);
      });
    done.catch(() => undefined);
    const download: Download = { done, waiters, stop };
    this.#running.set(digest, download);
    return download;
  }
}

function unlessGivenUp(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      const { reason } = signal;
      reject(
        reason instanceof GantryError ? reason : fault('cancelled', 'the download was given up', reason),
      );
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
