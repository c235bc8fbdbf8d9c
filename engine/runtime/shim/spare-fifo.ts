import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runErrand } from '../../process/errands.ts';

const LATER_MS = 30;

/**
 * A fifo made ahead: to make one takes the start of a program, 4 ms of the 60 of `docker exec`, so after each exec one is laid
 * ready for the next. What lies in the folder from an engine before is thrown away.
 */
export class SpareFifo {
  readonly #folder: string;
  #spare: Promise<string> | undefined;
  #made = 0;

  /** `folder` is its own, and made by it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Puts a fifo at a path. Throws `system` when that cannot be. */
  async put(path: string): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    try {
      if (spare !== undefined) return await rename(await spare, path);
    } catch {
      // It could not be made, or somebody took it away.
    }
    await makeFifo(path);
  }

  /** Lays one ready in a moment, unless there is one: the end of an exec is still to be told, and comes first. */
  prepareLater(): void {
    const timer = setTimeout(() => {
      this.#spare ??= this.#make();
      this.#spare.catch(() => undefined);
    }, LATER_MS);
    timer.unref();
  }

  async #make(): Promise<string> {
    if (this.#made === 0) await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    this.#made += 1;
    const path = join(this.#folder, String(this.#made));
    await makeFifo(path);
    return path;
  }
}

function makeFifo(path: string): Promise<void> {
  return runErrand({ program: 'mkfifo', args: ['-m', '600', '--', path] });
}
