import { unlessAborted } from '../../base/abort.ts';
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
    await unlessAborted(before, signal);
    if (!signal.aborted) return giveBack;
    giveBack();
    throw fault('cancelled', 'the build was cancelled', signal.reason);
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
