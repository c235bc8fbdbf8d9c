/** So many small files are written at a time, and none larger than this: their content is held in memory. */
const SIDE_BY_SIDE = 8;
export const SMALL = 128 * 1024;

/** Small files of one folder that are written side by side: waiting for each step of each would take most of the time. */
export class Flight {
  readonly #names = new Map<string, Promise<void>>();
  #folder: string | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** Waits until `name` in `folder` can be begun without meeting another that is under way. */
  async clearFor(folder: string, name: string): Promise<void> {
    if (folder !== this.#folder || this.#names.has(name)) await this.landed();
    this.#folder = folder;
    while (this.#names.size >= SIDE_BY_SIDE) await Promise.race(this.#names.values());
    this.#check();
  }

  begin(name: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#names.delete(name));
    this.#names.set(name, done);
  }

  /** Waits for all. Throws what the first that failed threw. */
  async landed(): Promise<void> {
    await Promise.all(this.#names.values());
    this.#check();
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
