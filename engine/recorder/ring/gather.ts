import { METRICS } from '../usage/metrics.ts';
import type { Slot } from './slot.ts';

/** Many slots made into one that stands for a longer time. */
export class Gather {
  readonly bucket: number;
  #count = 0;
  readonly #sums = METRICS.map(() => 0);
  readonly #weights = METRICS.map(() => 0);
  readonly #max = METRICS.map(() => Number.NaN);

  constructor(bucket: number) {
    this.bucket = bucket;
  }

  /** What is not known (NaN) neither raises nor lowers an average. */
  add({ count, average, max }: Slot): void {
    this.#count += count;
    for (let index = 0; index < METRICS.length; index++) {
      const value = average[index] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      this.#sums[index] = (this.#sums[index] ?? 0) + value * count;
      this.#weights[index] = (this.#weights[index] ?? 0) + count;
      const highest = this.#max[index] ?? Number.NaN;
      const high = max[index] ?? value;
      if (!(highest >= high)) this.#max[index] = high;
    }
  }

  slot(): Slot {
    return {
      bucket: this.bucket,
      count: this.#count,
      average: this.#sums.map((sum, index) => sum / (this.#weights[index] ?? 0)),
      max: [...this.#max],
    };
  }
}

/** Slots of one length made into slots of a longer one. */
export function gathered(slots: readonly Slot[], step: number, longer: number): Map<number, Slot> {
  const gathers = new Map<number, Gather>();
  for (const slot of slots) {
    const bucket = Math.floor((slot.bucket * step) / longer);
    let gather = gathers.get(bucket);
    if (gather === undefined) gathers.set(bucket, (gather = new Gather(bucket)));
    gather.add(slot);
  }
  return new Map([...gathers].map(([bucket, gather]) => [bucket, gather.slot()]));
}
