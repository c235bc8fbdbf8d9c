import type { Values } from '../usage/metrics.ts';
import { Gather } from './gather.ts';
import { RingFile } from './ring-file.ts';
import type { Slot } from './slot.ts';
import { EVERY_MS, FINEST, TIERS } from './tiers.ts';

/**
 * One running container's file, being written: what was added is in memory until it is flushed. The longer times are written when
 * they are over; what was not over when an engine was killed is made again from the samples.
 */
export class Track {
  readonly #file: RingFile;
  /** By tier; the finest has none. */
  readonly #gathers: (Gather | undefined)[] = [];
  /** By tier. */
  #unwritten: Slot[][] = TIERS.map(() => []);

  private constructor(file: RingFile) {
    this.#file = file;
  }

  /** `bucket` is that of the sample to come. */
  static async open(path: string, bucket: number): Promise<Track> {
    const file = await RingFile.open(path);
    try {
      const track = new Track(file);
      await track.#takeUp(bucket);
      return track;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  add(bucket: number, values: Values): void {
    const sample: Slot = { bucket, count: 1, average: values, max: values };
    this.#unwritten[0]?.push(sample);
    for (const [index, { step }] of TIERS.entries()) {
      if (index > 0) this.#gather(index, Math.floor((bucket * EVERY_MS) / step), sample);
    }
  }

  /** Writes what was added. What cannot be written is kept for the next time, of each tier as much as an hour has samples. */
  async flush(): Promise<void> {
    const unwritten = this.#unwritten;
    this.#unwritten = TIERS.map(() => []);
    try {
      for (const [index, slots] of unwritten.entries()) await this.#file.write(index, slots);
    } catch (error) {
      this.#unwritten = this.#unwritten.map((newer, index) =>
        [...(unwritten[index] ?? []), ...newer].slice(-FINEST.slots),
      );
      throw error;
    }
  }

  /** Writes what is not over yet too. */
  async close(): Promise<void> {
    try {
      for (const [index, gather] of this.#gathers.entries()) {
        if (gather !== undefined) this.#unwritten[index]?.push(gather.slot());
      }
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }

  /** The samples that are in memory only. */
  get unwritten(): readonly Slot[] {
    return this.#unwritten[0] ?? [];
  }

  /** Makes what was not over again; the oldest time may have lost samples already, and stands in the file. */
  async #takeUp(bucket: number): Promise<void> {
    const samples = (await this.#file.read(0))
      .filter((sample) => sample.bucket < bucket && sample.bucket > bucket - FINEST.slots)
      .sort((a, b) => a.bucket - b.bucket);
    for (const [index, { step }] of TIERS.entries()) {
      const whole = Math.floor(((bucket - FINEST.slots) * EVERY_MS) / step) + 1;
      for (const sample of samples) {
        const longer = Math.floor((sample.bucket * EVERY_MS) / step);
        if (index > 0 && longer >= whole) this.#gather(index, longer, sample);
      }
    }
  }

  #gather(index: number, bucket: number, sample: Slot): void {
    const present = this.#gathers[index];
    if (present?.bucket === bucket) {
      present.add(sample);
      return;
    }
    if (present !== undefined) this.#unwritten[index]?.push(present.slot());
    const next = new Gather(bucket);
    next.add(sample);
    this.#gathers[index] = next;
  }
}
