import { RingFile } from './ring-file.ts';
import type { Slot } from './slot.ts';
import { FINEST } from './tiers.ts';

/** Samples of containers whose files are not open, until they can be written: of each an hour at most, the newest. */
export class Owed {
  readonly #samples = new Map<string, readonly Slot[]>();

  ids(): readonly string[] {
    return [...this.#samples.keys()];
  }

  has(id: string): boolean {
    return this.#samples.has(id);
  }

  add(id: string, samples: readonly Slot[]): void {
    this.#samples.set(id, [...(this.#samples.get(id) ?? []), ...samples].slice(-FINEST.slots));
  }

  /** Writes what a container is owed into its file; what stands there already is written once more. */
  async write(id: string, path: string): Promise<void> {
    const samples = this.#samples.get(id);
    if (samples === undefined) return;
    const file = await RingFile.open(path);
    try {
      await file.write(0, samples);
    } finally {
      await file.close();
    }
    // What was added meanwhile has not been written.
    if (this.#samples.get(id) === samples) this.#samples.delete(id);
  }

  forget(id: string): void {
    this.#samples.delete(id);
  }
}
