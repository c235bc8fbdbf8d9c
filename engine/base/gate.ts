/** Lets a fixed number in at a time; the others wait in the order in which they came. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Runs `work` once there is a place; `onWait` is told when there is none yet. One who gives up while waiting throws its reason. */
  async run<T>(
    work: () => Promise<T>,
    options: { readonly signal?: AbortSignal; readonly onWait?: () => void } = {},
  ): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(options);
    try {
      options.signal?.throwIfAborted();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #wait({ signal, onWait }: { readonly signal?: AbortSignal; readonly onWait?: () => void }): Promise<void> {
    onWait?.();
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('given up'));
      };
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.push(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
