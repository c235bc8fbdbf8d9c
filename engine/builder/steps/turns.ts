import { fault } from '../../base/errors.ts';

/** Lets one at a time have a thing, in the order in which they asked. */
export class Turns {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves with the way to give it back once everybody before has. Throws `cancelled` when the signal comes first. */
  async take(name: string, signal: AbortSignal): Promise<() => void> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const { promise: mine, resolve: giveBack } = withResolvers();
    const tail = before.then(() => mine);
    this.#tails.set(name, tail);
    void tail.then(() => {
      if (this.#tails.get(name) === tail) this.#tails.delete(name);
    });
    try {
      await orAborted(before, signal);
    } catch (error) {
      giveBack();
      throw error;
    }
    return giveBack;
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function orAborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = withResolvers();
  signal.addEventListener('abort', resolve, { once: true });
  try {
    if (!signal.aborted) await Promise.race([wait, promise]);
    if (signal.aborted) throw fault('cancelled', 'the build was cancelled', signal.reason);
  } finally {
    signal.removeEventListener('abort', resolve);
  }
}
