import { weighTree } from '../process/weigh-tree.ts';
import type { VolumeOnDisk } from './disk-state.ts';

/** A volume as its room knows it. */
export type StockedVolume = Omit<VolumeOnDisk, 'bytes'> & {
  /** With all that belongs to it, snapshots too. */
  readonly folder: string;
};

/** What took long to weigh is weighed less often: at most this part of the time goes into it. */
const SHARE = 20;

interface Weighed {
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly took: number;
}

/** Weighs volumes. Files in them change at any time, so a weight holds only for as long as weighing it again would be a burden. */
export class VolumeScales {
  readonly #known = new Map<string, Weighed>();

  async weigh(volumes: readonly StockedVolume[]): Promise<VolumeOnDisk[]> {
    const names = new Set(volumes.map(({ name }) => name));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    const weighed: VolumeOnDisk[] = [];
    for (const { folder, ...volume } of volumes) {
      weighed.push({ ...volume, bytes: await this.#bytes(volume.name, folder) });
    }
    return weighed;
  }

  async #bytes(name: string, folder: string): Promise<number> {
    const known = this.#known.get(name);
    const at = Date.now();
    if (known !== undefined && at - known.at < SHARE * known.took) return known.bytes;
    // What is not there any more weighs nothing.
    const bytes = await weighTree(folder).then(
      (weight) => weight.bytes,
      () => 0,
    );
    const end = Date.now();
    this.#known.set(name, { bytes, at: end, took: end - at });
    return bytes;
  }
}
