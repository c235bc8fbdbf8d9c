import type { ProgressMessage } from '../api/backends/progress.ts';

/** Says something to whoever follows an operation. */
export type Tell = (message: ProgressMessage) => void;

/**
 * The messages of `work` as they come, from wherever in it. A slow reader gets fewer of them: of several about how far one
 * thing is, only the newest waits. A reader that leaves aborts the signal that `work` gets, and waits for its end. What
 * `work` throws is thrown after the last message.
 */
export async function* whileTelling(
  signal: AbortSignal,
  work: (tell: Tell, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<ProgressMessage> {
  const leave = new AbortController();
  const queue = new MessageQueue();
  const done = work(queue.tell, AbortSignal.any([signal, leave.signal])).finally(queue.end);
  done.catch(() => undefined); // thrown below
  try {
    yield* queue;
    await done;
  } finally {
    leave.abort();
    await done.catch(() => undefined);
  }
}

class MessageQueue {
  #messages: ProgressMessage[] = [];
  #isOver = false;
  #wake: () => void = () => undefined;

  readonly tell: Tell = (message) => {
    const older = this.#messages.findLastIndex(({ id }) => id === message.id);
    if (older !== -1 && isNewer(message, this.#messages[older])) this.#messages[older] = message;
    else this.#messages.push(message);
    this.#wake();
  };

  readonly end = (): void => {
    this.#isOver = true;
    this.#wake();
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<ProgressMessage> {
    for (;;) {
      const messages = this.#messages;
      this.#messages = [];
      yield* messages;
      if (this.#messages.length > 0) continue;
      if (this.#isOver) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** True when both say how far the same thing is. */
function isNewer(message: ProgressMessage, before: ProgressMessage | undefined): boolean {
  return (
    message.id !== undefined &&
    message.status === before?.status &&
    message.progressDetail?.current !== undefined &&
    before?.progressDetail?.current !== undefined
  );
}
